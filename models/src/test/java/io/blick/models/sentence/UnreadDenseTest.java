package io.blick.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.Models;
import io.blick.models.bert.TinyBert;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of the sentence embedding that are not read cost the sentence embedding alone. */
class UnreadDenseTest {
  @TempDir
  private Path folder;

  private SentenceFiles files = new SentenceFiles(Path.of(""));

  @BeforeEach
  void write() {
    new TinyBert().write(folder);
    files = new SentenceFiles(folder);
  }

  private void embedsNothing(String why) {
    try (TextModel model = Models.open(folder)) {
      assertThat(model.head(TextHead.SentenceHead.class)).isEmpty();
      assertThat(model.head(TextHead.MaskedHead.class)).isPresent();
      assertThat(model.notes()).containsExactly("no sentence embedding: " + why);
      assertThat(model.whyAbsent(TextHead.SentenceHead.class)).hasValue(why);
    }
  }

  @Test
  void weights_that_are_a_program_of_pytorchs() throws IOException {
    files.pooling("{}");
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("Dense"));
    files.write("2_Dense/config.json", "{'in_features': 15, 'out_features': 3}");
    files.write("2_Dense/pytorch_model.bin", "x");

    embedsNothing("modules.json has a Dense in 2_Dense, and pytorch_model.bin is there alone, a"
        + " program of PyTorch's and not read, as no file is ever run; in Python, import glob,"
        + " torch, safetensors.torch as s; [s.save_file({k: v.contiguous().clone() for k, v in"
        + " torch.load(f, 'cpu', weights_only=True).items()}, f.replace('pytorch_model.bin',"
        + " 'model.safetensors')) for f in glob.glob('THIS/*/pytorch_model.bin')] writes it as"
        + " safetensors");
  }
}
