package io.blick.core;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Where classes lie, for virtual machines that tests start. */
public final class ClassRoot {
  private ClassRoot() {}

  /** The folder or jar that a class was loaded from, also where it patches a module. */
  public static Path of(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    URL url = Objects.requireNonNull(type.getResource("/" + file));
    Path path;
    try {
      path = Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < file.split("/", -1).length; i++) {
      path = Objects.requireNonNull(path.getParent());
    }
    return path;
  }
}
