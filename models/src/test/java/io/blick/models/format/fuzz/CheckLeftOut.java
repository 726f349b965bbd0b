package io.blick.models.format.fuzz;

import io.blick.models.format.FormatException;
import io.blick.models.format.file.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import org.jspecify.annotations.Nullable;

/**
 * Loads the readers as they are but for one check: where they would refuse a file by its rule they
 * go on, as if somebody had forgotten the line.
 */
public final class CheckLeftOut extends ClassLoader {
  private static final String ROOM = FormatException.class.getPackageName() + ".";

  private final Rule rule;
  private int throwsLeftOut;

  public CheckLeftOut(Rule rule) {
    super(CheckLeftOut.class.getClassLoader());
    this.rule = rule;
  }

  /** Returns how many places, of the classes loaded so far, no longer refuse. */
  public int throwsLeftOut() {
    return throwsLeftOut;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(ROOM)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in =
        CheckLeftOut.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      ClassFile classes = ClassFile.of();
      byte[] bytes = classes.transformClass(
          classes.parse(in.readAllBytes()),
          ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Forgetful::new)));
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Drops the exception that is thrown next after the rule was named. */
  private final class Forgetful implements CodeTransform {
    private @Nullable String named;

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (element instanceof FieldInstruction field
          && field.opcode() == Opcode.GETSTATIC
          && field.owner().asInternalName().endsWith("Rule")) {
        named = field.owner().asInternalName() + '.' + field.name();
      }
      boolean thrown = element instanceof ThrowInstruction;
      if (thrown && own().equals(named)) {
        throwsLeftOut++;
        code.pop();
      } else {
        code.with(element);
      }
      if (thrown) {
        named = null;
      }
    }

    private String own() {
      return rule.getClass().getName().replace('.', '/') + '.' + rule;
    }
  }
}
