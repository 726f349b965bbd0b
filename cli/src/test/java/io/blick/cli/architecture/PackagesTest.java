package io.blick.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule on crowded packages, held against packages that are made for it. */
class PackagesTest {
  @TempDir
  private Path folder;

  @Test
  void a_package_of_25_files_passes_and_one_more_is_told() throws IOException {
    assertThat(failures("io.blick.sample", 25)).isEmpty();

    assertThat(failures("io.blick.sample", 26))
        .contains("io.blick.sample has 26 files, more than 25");
  }

  @Test
  void a_package_with_a_reason_may_not_grow_either() throws IOException {
    assertThat(failures("io.blick.core.attention", 34)).isEmpty();

    assertThat(failures("io.blick.core.attention", 35))
        .contains("io.blick.core.attention has 35 files, more than 34");
  }

  @Test
  void a_package_with_a_reason_needs_it() {
    JavaClasses house = House.all();

    Packages.LARGER.forEach((name, larger) -> {
      long files = house.stream()
          .filter(type -> type.isTopLevelClass() && type.getPackageName().equals(name))
          .filter(type -> !type.getSimpleName().equals("package-info"))
          .count();
      assertThat(files).as(name).isGreaterThan(Packages.MOST_FILES).isEqualTo(larger.most());
      assertThat(larger.reason()).isNotBlank();
    });
  }

  private String failures(String room, int files) throws IOException {
    for (int i = 0; i < files; i++) {
      String name = "File" + i;
      Path file = folder.resolve(room.replace('.', '/')).resolve(name + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, ClassFile.of().build(ClassDesc.of(room, name), _ -> {}));
    }
    JavaClasses classes = new ClassFileImporter().importPath(folder);
    return String.join(
        "\n", Packages.NO_CROWDED_PACKAGE.evaluate(classes).getFailureReport().getDetails());
  }
}
