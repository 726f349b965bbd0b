package io.blick.models.format.fuzz;

import io.blick.core.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does to a file all that a reader can, by reflection, so that a reader out of another class
 * loader, one check left out, is handled by the same lines as the real one.
 */
final class FuzzReader {
  private final FuzzFormat format;
  private final Class<?> reader;

  FuzzReader(FuzzFormat format, Class<?> reader) {
    this.format = format;
    this.reader = reader;
  }

  /**
   * Opens a file and reads what it holds, the checksums too; ends by asking for what it has not.
   */
  void read(Path path) throws Throwable {
    Object file = call(reader.getMethod("open", Path.class), null, path);
    try {
      for (Object name : (Collection<?>) call(reader.getMethod("names"), file)) {
        readTensor(file, (String) name);
      }
      format.read(file);
      Method weight = reader.getMethod("weight", String.class, int[].class);
      call(weight, file, format.weight(), format.sizes());
      readTensor(file, "no tensor has this name");
    } finally {
      call(reader.getMethod("close"), file);
    }
  }

  private void readTensor(Object file, String name) throws Throwable {
    var tensor = (Tensor) call(reader.getMethod("tensor", String.class), file, name);
    if (tensor.count() > 0) {
      tensor.get(0);
      tensor.get(tensor.count() - 1);
    }
    for (String question : new String[] {"verify", "transposed"}) {
      Optional<Method> method = method(question);
      if (method.isPresent()) {
        call(method.get(), file, name);
      }
    }
  }

  private Optional<Method> method(String name) {
    return Stream.of(reader.getMethods()).filter(m -> m.getName().equals(name)).findFirst();
  }

  static Object call(Method method, @Nullable Object target, Object... arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
