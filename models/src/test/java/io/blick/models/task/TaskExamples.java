package io.blick.models.task;

import java.nio.file.Path;
import java.util.List;

/** The lines that the javadoc of the tasks shows. */
@SuppressWarnings("unused") // What a reader would do with the results is not shown.
final class TaskExamples {
  private TaskExamples() {}

  static void embedder() {
    try (Embedder embedder = Embedder.open(Path.of("my-model"))) {
      // from any number of threads
      float[] vector = embedder.embed("a text").vector();
    }
  }

  static void classifier() {
    try (Classifier classifier = Classifier.open(Path.of("my-model"))) {
      // from any number of threads
      ScoredLabel best = classifier.classify("a text").labels().getFirst();
    }
  }

  static void tagger() {
    try (Tagger tagger = Tagger.open(Path.of("my-model"))) {
      // from any number of threads
      List<TaggedSpan> spans = tagger.tag("a text").spans();
    }
  }

  static void answerer() {
    try (Answerer answerer = Answerer.open(Path.of("my-model"))) {
      // from any number of threads
      Answer best = answerer.answer("a question", "a text").best().getFirst();
    }
  }
}
