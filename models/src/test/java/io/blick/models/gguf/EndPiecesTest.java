package io.blick.models.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.models.Models;
import io.blick.models.format.FormatException;
import io.blick.models.text.TextHead.NextPieceHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pieces that end a text, as a GGUF file names them. */
class EndPiecesTest {
  private static final Path LLAMA = Path.of("src/test/resources/causal/llama.gguf");
  private static final String END_OF_TEXT = "tokenizer.ggml.eos_token_id";
  private static final String END_OF_TURN = "tokenizer.ggml.eot_token_id";

  @TempDir
  private Path folder;

  /** Writes the file with the end of a turn in place of that of the text. */
  private Path ending(int id) throws IOException {
    byte[] bytes = Files.readAllBytes(LLAMA);
    String letters = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = letters.indexOf(END_OF_TEXT);
    byte[] key = END_OF_TURN.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(key, 0, bytes, at, key.length);
    // Behind the key stand the type and the value, of 32 bits each.
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at + key.length + 4, id);
    return Files.write(folder.resolve("ending.gguf"), bytes);
  }

  @Test
  void the_end_of_a_turn_is_one() throws IOException {
    try (TextModel model = Models.open(ending(5))) {
      assertThat(model.head(NextPieceHead.class).orElseThrow().ends()).containsExactly(5);
      assertThat(model.name()).isEqualTo("ending");
    }
  }

  @Test
  void one_that_is_no_piece_is_refused() throws IOException {
    Path file = ending(-1);

    assertThatThrownBy(() -> Models.open(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("gguf: ending.gguf: at byte 0: tokenizer.ggml.eot_token_id must be")
        .hasMessageEndingWith("got 4294967295");
  }

  @Test
  void a_model_may_be_given_another_name() throws IOException {
    try (TextModel model = Models.open(ending(5), "owner/name")) {
      assertThat(model.name()).isEqualTo("owner/name");
    }
  }
}
