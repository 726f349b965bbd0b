package io.blick.core.attention.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ONNX's own test cases for its operator Attention. {@code -Donnx.attention.cases=FOLDER} runs
 * those of any folder.
 */
class OnnxAttentionTest {
  private static final String GIVEN = System.getProperty("onnx.attention.cases", "");
  private static final Path SHARED = Path.of("..", "..", "shared", "conformance", "onnx-attention");

  @TempDir
  private Path folder = Path.of("");

  @Test
  void every_case_passes() throws IOException {
    Conformance conformance = Conformance.of(GIVEN.isEmpty() ? shared() : given());

    System.out.println(conformance);
    assertThat(conformance.passed()).as(conformance.toString()).isTrue();
  }

  @Test
  void a_folder_without_cases_does_not_pass() throws IOException {
    Conformance conformance = Conformance.of(folder);

    assertThat(conformance.passed()).isFalse();
    assertThat(conformance).hasToString("onnx-attention: 0 of 0 passed");
  }

  @Test
  void a_number_beyond_the_tolerance_fails_its_case_and_no_other() throws IOException {
    copy("test_attention_4d_with_qk_matmul_bias", "output_1.pb", 9, 1.0011f);
    copy("test_attention_4d_scaled", "output_0.pb", 9, 1.0009f);

    Conformance conformance = Conformance.of(folder);

    assertThat(conformance.passed()).isFalse();
    assertThat(conformance.toString())
        .matches("onnx-attention: test_attention_4d_with_qk_matmul_bias failed: "
            + "qk_matmul_output at 134 must be \\S+; got \\S+; 1 of 144 numbers differ\\R"
            + "onnx-attention: 1 of 2 passed");
  }

  @Test
  void a_case_that_lacks_a_file_fails() throws IOException {
    copy("test_attention_4d", "output_0.pb", 0, 1);
    Path lost = folder.resolve("test_attention_4d", "input_2.pb");
    Files.delete(lost);

    Conformance conformance = Conformance.of(folder);

    assertThat(conformance)
        .hasToString(("onnx-attention: test_attention_4d failed: "
                + "java.nio.file.NoSuchFileException: %s%nonnx-attention: 0 of 1 passed")
            .formatted(lost));
  }

  /** Copies a case, and changes one number of a file, counted from the end, by a factor. */
  private void copy(String name, String file, int fromEnd, float factor) throws IOException {
    Path from = shared().resolve(name);
    Path to = Files.createDirectory(folder.resolve(name));
    try (var files = Files.newDirectoryStream(from)) {
      for (Path path : files) {
        // Not the permissions: what is shared may be read only.
        Files.write(to.resolve(path.getFileName()), Files.readAllBytes(path));
      }
    }
    byte[] bytes = Files.readAllBytes(to.resolve(file));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = bytes.length - (fromEnd + 1) * Float.BYTES;
    buffer.putFloat(at, buffer.getFloat(at) * factor);
    Files.write(to.resolve(file), bytes);
  }

  /** A folder is named from where Maven was started, or from the module where tests run. */
  private static Path given() {
    Path own = Path.of(GIVEN);
    return Files.exists(own) ? own : Path.of("..").resolve(GIVEN);
  }

  private static Path shared() {
    boolean there = Files.exists(SHARED);
    if ("1".equals(System.getenv("BLICK_EVERYTHING"))) {
      assertThat(there).as("%s is there", SHARED).isTrue();
    }
    assumeTrue(there, () -> "skipped, since it is not there: " + SHARED);
    return SHARED;
  }
}
