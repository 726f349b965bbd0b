package io.blick.models.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.encoder.SavedEncoder;
import io.blick.models.sentence.SentenceFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user may not expect of a model is to be had from each task too. */
class TaskNotesTest {
  private static final String NOTE =
      "config.json asks for what is not known here, and gets nothing: poetry";

  @TempDir
  private Path room;

  private Path folder(String name, boolean noted) {
    var saved = new SavedEncoder(name);
    if (noted) {
      saved.config().put("poetry", true);
    }
    return saved.write(room);
  }

  @Test
  void a_classifier_has_the_notes_of_its_model() {
    try (Classifier plain = Classifier.open(folder("mpnet-classes", false));
        Classifier noted = Classifier.open(folder("mpnet-classes", true))) {
      assertThat(plain.notes()).isEmpty();
      assertThat(noted.notes()).containsExactly(NOTE);
    }
  }

  @Test
  void a_tagger_has_the_notes_of_its_model() {
    try (Tagger plain = Tagger.open(folder("mpnet-tags", false));
        Tagger noted = Tagger.open(folder("mpnet-tags", true))) {
      assertThat(plain.notes()).isEmpty();
      assertThat(noted.notes()).containsExactly(NOTE);
    }
  }

  @Test
  void an_answerer_has_the_notes_of_its_model() {
    try (Answerer plain = Answerer.open(folder("mpnet-answers", false));
        Answerer noted = Answerer.open(folder("mpnet-answers", true))) {
      assertThat(plain.notes()).isEmpty();
      assertThat(noted.notes()).containsExactly(NOTE);
    }
  }

  @Test
  void an_embedder_has_the_notes_of_its_model() throws IOException {
    var files = new SentenceFiles(room);
    files.modules(SentenceFiles.module("Transformer"), SentenceFiles.module("Pooling"));
    files.write("1_Pooling/config.json", "{}");
    try (Embedder plain = Embedder.open(folder("mpnet-model", false));
        Embedder noted = Embedder.open(folder("mpnet-model", true))) {
      assertThat(plain.notes()).isEmpty();
      assertThat(noted.notes()).containsExactly(NOTE);
    }
  }
}
