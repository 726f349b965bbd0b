package io.blick.models.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Parallel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is null is named by the operation; a list may change behind a call's back. */
@NullUnmarked // Callers without a checker of nulls are what this is about.
class GivenTest {
  private final Parallel threads = new Parallel(1);

  @TempDir
  private Path room;

  private Embedder embedder;
  private Classifier classifier;
  private Tagger tagger;
  private Answerer answerer;

  @BeforeEach
  void open() {
    embedder = Embedder.open(SmallTask.EMBED.folder(room));
    classifier = Classifier.open(SmallTask.CLASSIFY.folder(room));
    tagger = Tagger.open(SmallTask.TAG.folder(room));
    answerer = Answerer.open(SmallTask.ANSWER.folder(room));
  }

  @AfterEach
  void close() {
    embedder.close();
    classifier.close();
    tagger.close();
    answerer.close();
    threads.close();
  }

  private static void isNull(ThrowingCallable call, String name) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(NullPointerException.class)
        .hasMessage(name + " must not be null");
  }

  @Test
  void a_text_must_be_there() {
    List<String> texts = Arrays.asList("a", "b", null);

    isNull(() -> embedder.embed(null), "embed: text");
    isNull(() -> embedder.embed(texts, TooLong.CUT), "embed: text 3");
    isNull(() -> embedder.embed(threads, texts, TooLong.CUT), "embed: text 3");
    isNull(() -> embedder.embed(null, TooLong.CUT), "embed: texts");
    isNull(() -> classifier.classify((String) null), "classify: text");
    isNull(() -> classifier.classify("a", null), "classify: second");
    isNull(() -> classifier.classify(null, "a"), "classify: first");
    isNull(
        () -> classifier.classify(Arrays.asList(null, InputText.of("a")), TooLong.CUT),
        "classify: text 1");
    isNull(() -> tagger.tag(null), "tag: text");
    isNull(() -> tagger.tag(texts, TooLong.CUT), "tag: text 3");
    isNull(() -> answerer.answer(null, "a"), "answer: question");
    isNull(() -> answerer.answer("a", null), "answer: text");
    isNull(
        () -> answerer.answer(Arrays.asList(new Question("a", "b"), null), 1),
        "answer: question 2");
    isNull(() -> answerer.answer(null, 1), "answer: questions");
  }

  @Test
  void what_stands_beside_the_texts_must_be_there() {
    isNull(() -> embedder.embed(List.of(), null), "embed: tooLong");
    isNull(() -> classifier.classify(List.of(), null), "classify: tooLong");
    isNull(() -> tagger.tag(List.of(), null), "tag: tooLong");
    isNull(() -> embedder.embed(null, List.of(), TooLong.CUT), "embed: threads");
    isNull(() -> classifier.classify(null, List.of(), TooLong.CUT), "classify: threads");
    isNull(() -> tagger.tag(null, List.of(), TooLong.CUT), "tag: threads");
    isNull(() -> answerer.answer(null, List.of(), 1), "answer: threads");
    isNull(() -> embedder.withPrompt(null), "embed: prompt");
    isNull(() -> Embedder.open(null), "embed: folder");
    isNull(() -> Classifier.of(null), "classify: model");
  }

  @Test
  void values_are_whole() {
    isNull(() -> InputText.of(null), "input text: first");
    isNull(() -> InputText.pair("a", null), "input text: second");
    isNull(() -> new InputText("a", (Optional<String>) null), "input text: second");
    isNull(() -> new Question(null, "a"), "question: question");
    isNull(() -> new Question("a", null), "question: text");
    isNull(() -> new Embedding(null, 1, false), "embedding: vector");
  }

  @ParameterizedTest
  @EnumSource
  void no_texts_have_no_results(SmallTask task) {
    try (SmallTask.Open open = task.open(task.folder(room.resolve("other")))) {
      assertThat(open.run(List.of())).isEmpty();
    }
  }

  /** A list that loses its texts once they have been copied. */
  private static final class Fading extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Fading(List<String> texts) {
      super(texts);
    }

    @Override
    public Object[] toArray() {
      Object[] copy = super.toArray();
      clear();
      return copy;
    }
  }

  @Test
  void a_list_that_changes_has_been_read() {
    List<String> texts = List.of("a b", "d", "e f g");

    assertThat(embedder.embed(new Fading(texts), TooLong.REFUSE))
        .isEqualTo(embedder.embed(texts, TooLong.REFUSE));
    assertThat(tagger.tag(threads, new Fading(texts), TooLong.REFUSE))
        .isEqualTo(tagger.tag(texts, TooLong.REFUSE));
  }

  @Test
  void results_cannot_be_changed() {
    List<Classification> classes = classifier.classify(List.of(InputText.of("a")), TooLong.REFUSE);
    Answers answers = answerer.answer("a", "b d e");

    for (List<?> list : List.of(
        classes,
        classes.getFirst().labels(),
        tagger.tag("anna").spans(),
        tagger.tag(List.of("anna"), TooLong.REFUSE),
        embedder.embed(List.of("a"), TooLong.REFUSE),
        answers.best(),
        answerer.answer(List.of(new Question("a", "b")), 1))) {
      assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
    }
  }
}
