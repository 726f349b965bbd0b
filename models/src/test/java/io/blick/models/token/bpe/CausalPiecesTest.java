package io.blick.models.token.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import io.blick.models.token.wordpiece.OptionalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pieces of causal models' texts are those of the reference values, and give the text back. */
class CausalPiecesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt2",
        "gpt_neox",
        "llama",
        "mistral",
        "qwen2",
        "qwen3",
        "smollm3",
        "phi3",
        "gemma2",
        "gemma3_text"
      })
  void pieces_are_those_of_the_reference(String model) throws IOException {
    Path golden = OptionalFiles.golden("causal");
    Tokenizer tokenizer = TokenizerFolder.open(golden.resolve("models").resolve(model));
    JsonNode texts = new ObjectMapper().readTree(golden.resolve("texts.json").toFile());
    try (Safetensors values = Safetensors.open(golden.resolve(model + ".safetensors"))) {
      texts.properties().forEach(text -> {
        String typed = text.getValue().textValue();
        List<Integer> expected = Arrays.stream(
                values.tensor(text.getKey() + ".ids").toDoubles())
            .mapToObj(id -> (int) id)
            .toList();

        List<Integer> ids =
            tokenizer.encode(typed).pieces().stream().map(Piece::id).toList();

        assertThat(ids).isEqualTo(expected);
        assertThat(tokenizer.text(ids)).isEqualTo(typed);
      });
    }
  }
}
