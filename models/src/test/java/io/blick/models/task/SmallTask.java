package io.blick.models.task;

import io.blick.models.Models;
import io.blick.models.bert.TinyBert;
import io.blick.models.encoder.SavedEncoder;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The four tasks, each with a small model in a folder. */
enum SmallTask {
  EMBED {
    @Override
    Path folder(Path room) {
      return new TinyBert().embedding().write(room.resolve("tiny"));
    }

    @Override
    Open of(TextModel model) {
      return open(Embedder.of(model));
    }

    @Override
    Open open(Path folder) {
      return open(Embedder.open(folder));
    }

    private Open open(Embedder embedder) {
      return new Open() {
        @Override
        public Object run(String text) {
          return embedder.embed(text);
        }

        @Override
        public List<?> run(List<String> texts) {
          return embedder.embed(texts, TooLong.REFUSE);
        }

        @Override
        public void close() {
          embedder.close();
        }
      };
    }
  },
  CLASSIFY {
    @Override
    Path folder(Path room) {
      return SavedEncoder.ALL.resolve("mpnet-classes");
    }

    @Override
    Open of(TextModel model) {
      return open(Classifier.of(model));
    }

    @Override
    Open open(Path folder) {
      return open(Classifier.open(folder));
    }

    private Open open(Classifier classifier) {
      return new Open() {
        @Override
        public Object run(String text) {
          return classifier.classify(text);
        }

        @Override
        public List<?> run(List<String> texts) {
          return classifier.classify(texts.stream().map(InputText::of).toList(), TooLong.REFUSE);
        }

        @Override
        public void close() {
          classifier.close();
        }
      };
    }
  },
  TAG {
    @Override
    Path folder(Path room) {
      return SavedEncoder.ALL.resolve("distilbert-tags");
    }

    @Override
    Open of(TextModel model) {
      return open(Tagger.of(model));
    }

    @Override
    Open open(Path folder) {
      return open(Tagger.open(folder));
    }

    private Open open(Tagger tagger) {
      return new Open() {
        @Override
        public Object run(String text) {
          return tagger.tag(text);
        }

        @Override
        public List<?> run(List<String> texts) {
          return tagger.tag(texts, TooLong.REFUSE);
        }

        @Override
        public void close() {
          tagger.close();
        }
      };
    }
  },
  ANSWER {
    private static final String QUESTION = "a b";

    @Override
    Path folder(Path room) {
      return SavedEncoder.ALL.resolve("electra-answers");
    }

    @Override
    Open of(TextModel model) {
      return open(Answerer.of(model));
    }

    @Override
    Open open(Path folder) {
      return open(Answerer.open(folder));
    }

    private Open open(Answerer answerer) {
      return new Open() {
        @Override
        public Object run(String text) {
          return answerer.answer(QUESTION, text);
        }

        @Override
        public List<?> run(List<String> texts) {
          return answerer.answer(
              texts.stream().map(text -> new Question(QUESTION, text)).toList(), 1);
        }

        @Override
        public void close() {
          answerer.close();
        }
      };
    }
  };

  private static final String LETTERS = "abdefgh";

  /** A task that is open. */
  interface Open extends AutoCloseable {
    Object run(String text);

    List<?> run(List<String> texts);

    @Override
    void close();
  }

  /**
   * Returns the folder of the small model.
   *
   * @param room an empty folder, if the model is to be written first
   */
  abstract Path folder(Path room);

  abstract Open of(TextModel model);

  abstract Open open(Path folder);

  TextModel model(Path room) {
    return Models.open(folder(room));
  }

  /** Returns the word with which errors begin. */
  String word() {
    return switch (this) {
      case EMBED -> "embed";
      case CLASSIFY -> "classify";
      case TAG -> "tag";
      case ANSWER -> "answer";
    };
  }

  /** Returns texts of which no two are the same, of words that each vocabulary has. */
  static List<String> texts(int count) {
    return IntStream.range(0, count).mapToObj(SmallTask::text).toList();
  }

  private static String text(int number) {
    StringBuilder words = new StringBuilder();
    for (int rest = number + LETTERS.length(); rest > 0; rest /= LETTERS.length()) {
      words.append(LETTERS.charAt(rest % LETTERS.length())).append(' ');
    }
    return words.toString().strip();
  }
}
