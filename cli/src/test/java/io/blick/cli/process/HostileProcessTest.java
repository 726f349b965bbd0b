package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.format.safetensors.Safetensors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that would act on whoever shows it is inert in every format. */
@Tag("process")
class HostileProcessTest {
  private static final String MODEL = "--model=all-MiniLM-L6-v2";

  /** A word with everything in it that must not act: none of it parts words or leaves the text. */
  private static final String WORD = "x\u001by\u0000z\u007f\u0085\u009b\u202e\u2066\u200f\ufeffw";

  private static final String TEXT = WORD + " [31m </script> \u2028 & ]]> [MASK]";

  @BeforeEach
  void find() {
    Found.model("all-MiniLM-L6-v2");
  }

  private static boolean acts(int c) {
    return c != '\n'
        && (Character.isISOControl(c)
            || Character.getType(c) == Character.FORMAT
            || c == 0x2028
            || c == 0x2029);
  }

  private static void assertInert(String shown) {
    assertThat(shown.codePoints().filter(HostileProcessTest::acts).boxed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "svg"})
  void a_picture_shows_signs_for_what_would_act(String format) throws Exception {
    Ended ended = Start.blick("look", "-", "--format", format, MODEL)
        .reading(TEXT)
        .ended()
        .well();

    assertInert(ended.out());
    assertThat(ended.out()).contains("x␛y␀z␡\\u0085\\u009b\\");
    if (format.equals("svg")) {
      assertThat(ended.out()).doesNotContain("</script>");
      var factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var bytes = new ByteArrayInputStream(ended.out().getBytes(StandardCharsets.UTF_8));
      assertThat(factory
              .newDocumentBuilder()
              .parse(bytes)
              .getElementsByTagName("script")
              .getLength())
          .isZero();
    }
  }

  @Test
  void json_escapes_it_and_reads_back_to_it() {
    Ended ended = Start.blick("look", "-", "--format", "json", MODEL)
        .reading(TEXT)
        .ended()
        .well();

    assertThat(ended.out().codePoints().filter(HostileProcessTest::controls).boxed())
        .isEmpty();
    assertThat(ended.out()).doesNotContain("</script>", "<");
    assertThat(ended.json().get("text").textValue()).isEqualTo(TEXT);
    assertThat(ended.json().get("words").get(1).get("text").textValue()).isEqualTo(WORD);
  }

  /** What turns the text around it or ends its line: marks such as U+200F only join their place. */
  private static boolean controls(int c) {
    return acts(c) && c != 0x200f && c != 0xfeff;
  }

  @Test
  void tensors_carry_it_as_json(@TempDir Path folder) throws IOException {
    Ended ended = Start.blick("look", "-", "--format", "safetensors", MODEL)
        .reading(TEXT)
        .ended()
        .well();

    try (var tensors = Safetensors.open(ended.saved(folder.resolve("hostile.safetensors")))) {
      String text = tensors.metadata().getOrDefault("text", "");
      assertThat(text).doesNotContain("<", "\u001b", "\u0000", "\u202e");
      assertThat(Ended.json(text).get(0).textValue()).isEqualTo(TEXT);
    }
  }

  @Test
  void tokens_and_errors_show_signs_too() {
    Ended tokens = Start.blick("tokens", "-", MODEL).reading(TEXT).ended().well();
    String absent = Start.blick("look", "-", "--from", "\u001b[31m", "--to", "x", MODEL)
        .reading(TEXT)
        .ended()
        .failure();

    assertInert(tokens.out());
    assertInert(absent);
    assertThat(absent)
        .startsWith("blick: words: the name must be that of a word of the text; got ␛[31m;"
            + " there are [CLS], x␛y␀z␡");
  }

  @Test
  void a_terminal_gets_no_escape_but_our_colours() {
    String screen = Start.blick("look", "x\u001b]0;title\u0007y\u009b31m </script>", MODEL)
        .onTerminal(83)
        .ended()
        .well()
        .screen();

    assertThat(screen).contains("\u001b[38;2;");
    assertInert(screen.replaceAll("\u001b\\[[0-9;]*m", ""));
  }
}
