package io.blick.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.blick.cli.process.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Results to the byte, as they were before they moved out of the command: JSON, SVG, safetensors.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/io/blick/cli/golden");

  /**
   * A command whose result is known.
   *
   * @param name of the result
   * @param arguments of the command
   */
  record Golden(String name, List<String> arguments) {

    static Golden of(String line) {
      List<String> cells =
          Arrays.stream(line.split("\t", -1)).map(Golden::unescaped).toList();
      return new Golden(cells.getFirst(), cells.subList(1, cells.size()));
    }

    private static String unescaped(String cell) {
      return cell.replace("\\\\", "\0")
          .replace("\\t", "\t")
          .replace("\\e", "\u001b")
          .replace("\0", "\\");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Golden> commands() throws IOException {
    return Files.readAllLines(FOLDER.resolve("commands.tsv")).stream()
        .map(Golden::of)
        .toList();
  }

  private static Map<String, String> digests() throws IOException {
    return Files.readAllLines(FOLDER.resolve("digests.tsv")).stream()
        .map(line -> line.split("\t", -1))
        .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_result_is_what_it_was(Golden golden) throws IOException, NoSuchAlgorithmException {
    Stream.of("bert-base-multilingual-cased", "bert-base-uncased", "all-MiniLM-L6-v2")
        .forEach(Found::model);

    byte[] result = Run.bytes(golden.arguments().toArray(String[]::new));

    if (golden.name().endsWith(".json")) {
      assertThat(new String(result, UTF_8))
          .isEqualTo(Files.readString(FOLDER.resolve(golden.name())));
    } else {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(result);
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(digests().get(golden.name()));
    }
  }
}
