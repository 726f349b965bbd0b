package io.blick.lens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.Questions.Question;
import io.blick.lens.report.Progress;
import io.blick.lens.report.ProgressLog;
import io.blick.lens.report.Result;
import io.blick.lens.report.heads.ProfileRequest;
import io.blick.lens.report.heads.ProfileResult;
import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookResult;
import io.blick.models.text.TextModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LensTest {
  private static final int THREADS = 8;
  private static final String TEXT = "Anna bor i Lund.";

  @TempDir
  private Path folder;

  private Map<String, Lens> lenses = Map.of();

  @BeforeEach
  void open() {
    lenses = Questions.open(folder);
  }

  @AfterEach
  void close() {
    lenses.values().forEach(Lens::close);
  }

  private Result ask(Question question) {
    return question.ask().apply(lens(question.model()));
  }

  private Lens lens(String model) {
    return Objects.requireNonNull(lenses.get(model));
  }

  @Test
  void every_method_that_asks_is_among_the_questions() {
    Stream<String> methods = Arrays.stream(Lens.class.getMethods())
        .filter(method -> Result.class.isAssignableFrom(method.getReturnType()))
        .map(Method::getName);

    assertThat(Questions.all(folder).stream().map(Question::method).distinct())
        .containsExactlyInAnyOrderElementsOf(methods.distinct().toList());
  }

  @Test
  void eight_threads_get_the_bytes_that_one_gets() throws Exception {
    List<Question> questions = Questions.all(folder);
    List<String> alone = questions.stream().map(one -> Written.all(ask(one))).toList();

    List<Future<List<String>>> together = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int thread = 0; thread < THREADS; thread++) {
        List<Question> turned = new ArrayList<>(questions);
        Collections.rotate(turned, 5 * thread);
        together.add(threads.submit(
            () -> turned.stream().map(one -> Written.all(ask(one))).toList()));
      }
    }

    for (int thread = 0; thread < THREADS; thread++) {
      List<String> got = new ArrayList<>(together.get(thread).get());
      Collections.rotate(got, -5 * thread);
      assertThat(got).isEqualTo(alone);
    }
  }

  @Test
  void a_result_is_written_when_its_model_is_closed() {
    List<Question> questions = Questions.all(folder);
    List<Result> results = questions.stream().map(this::ask).toList();
    List<String> open = results.stream().map(Written::all).toList();

    close();

    assertThat(results.stream().map(Written::all)).containsExactlyElementsOf(open);
  }

  @Test
  void a_request_on_lent_threads_gives_the_bytes_of_one_with_its_own() {
    Lens lens = lens("bert-masked");
    var profile = ProfileRequest.ofTexts(List.of(TEXT, "Lund"));

    assertThat(Written.all(lens.look(TEXT)))
        .isEqualTo(Written.all(LookResult.of(lens.model(), LookRequest.of(TEXT))));
    assertThat(Written.all(lens.profile(profile)))
        .isEqualTo(Written.all(ProfileResult.of(lens.model(), profile, Progress.silent())));
  }

  @Test
  void progress_reaches_the_caller() {
    var progress = new ProgressLog();
    Path lines = folder.resolve("x.txt");
    Questions.all(folder);

    lens("bert-masked").profile(ProfileRequest.ofCorpus(lines), progress);

    assertThat(progress.lines()).containsExactly("texts 3", "3", "closed");
  }

  @Test
  void a_call_after_close_says_of_what_and_a_second_close_is_nothing() {
    close();
    close();

    for (Question question : Questions.all(folder)) {
      assertThatThrownBy(() -> ask(question))
          .as("%s", question)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("lens: the model %s must be open; got a call after close(); open it again"
              .formatted(question.model()));
    }
  }

  @Test
  void a_lens_that_opened_its_model_closes_it_and_another_leaves_it_open() {
    Lens owner = lens("bert-masked");
    TextModel model = owner.model();

    try (Lens guest = Lens.of(model)) {
      assertThat(guest.notes()).isEqualTo(model.notes());
    }
    assertThat(owner.look(TEXT).trace().layers()).isEqualTo(3);
    owner.close();

    assertThatThrownBy(model::textHeads).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_example_of_the_documentation_is_what_is_compiled_here() throws IOException {
    var out = new ByteArrayOutputStream();
    LensExample.look(Encoders.folder("bert-masked"), out);

    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("{\"model\":\"bert-masked\"");
    assertThat(lines(Path.of("src/main/java/io/blick/lens/Lens.java"), " * "))
        .hasSize(4)
        .isEqualTo(lines(Path.of("src/test/java/io/blick/lens/LensExample.java"), "    "));
  }

  private static List<String> lines(Path file, String margin) throws IOException {
    return Files.readAllLines(file).stream()
        .dropWhile(line -> !line.startsWith(margin + "try"))
        .takeWhile(line -> !line.startsWith(margin + "}<") && line.startsWith(margin))
        .map(line -> line.substring(margin.length()))
        .toList();
  }
}
