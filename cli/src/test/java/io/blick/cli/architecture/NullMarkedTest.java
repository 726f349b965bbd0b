package io.blick.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.constant.ModuleDesc;
import java.util.List;
import org.junit.jupiter.api.Test;

class NullMarkedTest {
  private static final String NULL_MARKED = "Lorg/jspecify/annotations/NullMarked;";

  @Test
  void every_module_is_null_marked() throws IOException {
    for (String room : House.ROOMS) {
      ClassModel module = ClassFile.of().parse(House.folder(room).resolve("module-info.class"));

      assertThat(annotations(module)).as(room).contains(NULL_MARKED);
    }
  }

  @Test
  void a_module_without_the_mark_is_seen() {
    byte[] bare =
        ClassFile.of().buildModule(ModuleAttribute.of(ModuleDesc.of("io.blick.bare"), _ -> {}));

    assertThat(annotations(ClassFile.of().parse(bare))).isEmpty();
  }

  private static List<String> annotations(ClassModel module) {
    return module
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .map(all ->
            all.annotations().stream().map(a -> a.className().stringValue()).toList())
        .orElse(List.of());
  }
}
