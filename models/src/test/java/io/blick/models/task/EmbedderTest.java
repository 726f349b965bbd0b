package io.blick.models.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.models.Models;
import io.blick.models.bert.TinyBert;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedderTest {
  @TempDir
  private Path folder;

  private TextModel open() {
    return new TinyBert().embedding().open(folder);
  }

  private TextModel openLimited(int longest) throws IOException {
    new TinyBert().embedding().write(folder);
    Files.writeString(
        folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": %d}".formatted(longest));
    return Models.open(folder);
  }

  @Test
  void a_vector_is_that_of_the_head() {
    try (TextModel model = open();
        Ops ops = EagerOps.allCores()) {
      Batch batch = Batch.of(model.tokenizer().encode("hej katt"));
      float[] expected = model
          .head(TextHead.SentenceHead.class)
          .orElseThrow()
          .embed(ops, model.forward(ops, batch).getLast(), batch)
          .at(0)
          .toFloats();

      List<Embedding> found =
          Embedder.of(model).embed(List.of("x", "hej katt", "abcdef y z"), TooLong.REFUSE);

      assertThat(found.get(1))
          .isEqualTo(new Embedding(expected, batch.sequences().rows(), false))
          .isEqualTo(Embedder.of(model).embed("hej katt"))
          .isNotEqualTo(found.get(0));
    }
  }

  @Test
  void the_limit_is_that_of_the_folder() throws IOException {
    try (TextModel model = openLimited(5)) {
      Embedder embedder = Embedder.of(model);

      Embedding cut = embedder.embed(List.of("x y z w"), TooLong.CUT).getFirst();

      assertThat(cut.cut()).isTrue();
      assertThat(cut.pieces()).isEqualTo(5);
      assertThat(cut.vector()).isEqualTo(embedder.embed("x y z").vector());
      assertThatThrownBy(() -> embedder.embed("x y z w"))
          .isInstanceOf(UnfitTextException.class)
          .hasMessage(
              "embed: text 1 must have at most 5 pieces, where the folder of %s cuts it; got"
                      .formatted(folder.getFileName())
                  + " 6; shorten it or have it cut");
    }
  }

  @Test
  void a_limit_beyond_the_positions_is_that_of_the_positions() throws IOException {
    try (TextModel model = openLimited(512)) {
      assertThatThrownBy(() -> Embedder.of(model).embed("x ".repeat(TinyBert.POSITIONS)))
          .hasMessage("embed: text 1 must have at most 139 pieces, the positions of %s; got 141;"
                  .formatted(folder.getFileName())
              + " shorten it or have it cut");
    }
  }

  @Test
  void a_vector_cannot_be_changed_from_outside() {
    float[] numbers = {2, 3};
    var embedding = new Embedding(numbers, 3, false);

    numbers[0] = 5;
    embedding.vector()[1] = 7;

    assertThat(embedding.vector()).containsExactly(2, 3);
    assertThat(embedding).hasToString("embedding of 2 numbers, 3 pieces");
    assertThat(embedding.hashCode())
        .isEqualTo(new Embedding(new float[] {2, 3}, 3, false).hashCode());
  }

  @Test
  void a_model_without_a_sentence_embedding_says_what_it_has() {
    try (TextModel model = new TinyBert().open(folder)) {
      assertThatThrownBy(() -> Embedder.of(model))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("embed: the model must have a sentence embedding; %s has a pooler and a"
                  .formatted(folder.getFileName())
              + " masked-language head; a modules.json with a Pooling makes one: in Python, from"
              + " sentence_transformers import SentenceTransformer;"
              + " SentenceTransformer('THIS').save('NEW') writes the mean of the pieces as its"
              + " pooling");
    }
  }
}
