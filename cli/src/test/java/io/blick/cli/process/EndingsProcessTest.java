package io.blick.cli.process;

import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a process ends when it cannot do what was asked, and what it says then. */
@Tag("process")
class EndingsProcessTest {
  private static final String MODEL = "--model=all-MiniLM-L6-v2";

  @BeforeEach
  void find() {
    Found.model("all-MiniLM-L6-v2");
  }

  private static String failure(String... arguments) {
    return Start.blick(arguments).ended().failure();
  }

  @Test
  void wrong_usage_ends_with_two_and_the_part_by_its_name() {
    Ended ended = Start.blick("look", "the cat", "--format", "jsn").ended();

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .isEqualTo("blick look: --format must be text, json, tsv, svg or safetensors; got jsn;"
            + " did you mean json?\n");
  }

  @Test
  void an_absent_word_is_told_with_the_words_that_there_are() {
    assertThat(failure("look", "the cat the", "--from", "dog", "--to", "the", MODEL))
        .isEqualTo("blick: words: the name must be that of a word of the text; got dog; there are"
            + " [CLS], the, cat, the#2, [SEP]");
  }

  @Test
  void a_word_that_stands_twice_is_the_first_with_a_note() {
    Ended bare = Start.blick(
            "look", "the cat the", "--from=the", "--to=cat", "--format=json", MODEL)
        .ended();
    Ended numbered = Start.blick(
            "look", "the cat the", "--from=the#2", "--to=cat", "--format=json", MODEL)
        .ended()
        .well();

    assertThat(bare.exit()).isZero();
    assertThat(bare.err())
        .isEqualTo("blick: note: the stands in the text 2 times; the first is meant, and the#2"
            + " means the second\n");
    assertThat(bare.json().get("ranking")).isNotEqualTo(numbered.json().get("ranking"));
  }

  @Test
  void a_text_without_pieces_or_with_too_many_is_refused() {
    assertThat(failure("look", " \t", MODEL))
        .isEqualTo("blick: text: there must be at least one piece of its own; got none");
    assertThat(failure("look", "cat ".repeat(601), MODEL))
        .isEqualTo("blick: text: it must have at most 512 pieces, the positions of"
            + " all-MiniLM-L6-v2; got 603; shorten it, or give --window 512");
  }

  @Test
  void a_model_without_the_masked_head_fills_nothing() {
    assertThat(failure("fill", "a [MASK]", MODEL))
        .isEqualTo("blick: fill: the model must have a masked-language head; all-MiniLM-L6-v2 has a"
            + " sentence embedding; name one that was saved with it, as by a class like"
            + " BertForMaskedLM of transformers");
  }

  @Test
  void a_text_without_a_mask_has_nothing_to_be_filled() {
    Found.model("bert-base-uncased");

    assertThat(failure("fill", "the cat", "--model", "bert-base-uncased"))
        .isEqualTo("blick: fill: TEXT must have a [MASK] to be guessed; got none");
  }

  @Test
  void a_folder_that_holds_no_model_is_named(@TempDir Path folder) {
    assertThat(failure("look", "the cat", "--model", folder.toString()))
        .isEqualTo("blick: models: a model's folder must hold config.json; got " + folder);
  }

  @Test
  void a_stack_trace_stands_there_only_when_asked_for() {
    Ended ended = Start.blick("look", "the cat", "--layer=7", "--head=1", "--debug", MODEL)
        .ended();

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith("blick: --layer must be from 1 to 6 in all-MiniLM-L6-v2; got 7\n")
        .contains("\n\tat ", "/io.blick.lens.report.request.RequestedHeads.check(");
  }

  @Test
  void a_full_disk_is_said() {
    Ended ended = Start.blick("look", "the cat", "--out", "/dev/full", MODEL).ended();

    assertThat(ended.failure())
        .isEqualTo("blick: --out must name a FILE that takes all of the result; got /dev/full: No"
            + " space left on device; make room there, or name another");
  }

  @Test
  void a_model_that_is_cut_off_while_it_is_open_is_no_fault_of_the_command(@TempDir Path folder)
      throws Exception {
    Found.command("mkfifo");
    Path weights = copied(folder);
    long bytes = Files.size(weights);
    Path corpus = folder.resolve("corpus");
    assertThat(Start.exit(new ProcessBuilder("mkfifo", corpus.toString()).start()))
        .isZero();
    Start heads = Start.blick("heads", "--corpus", corpus.toString(), "--model", folder.toString());

    Future<Ended> ended = ForkJoinPool.commonPool().submit(heads::ended);
    // Opened for both, a pipe does not wait for its other end.
    try (RandomAccessFile texts = new RandomAccessFile(corpus.toFile(), "rw");
        FileInputStream unread = new FileInputStream(corpus.toFile())) {
      texts.writeBytes("Anna bor i Lund\n");
      // A text is read when the model is open.
      while (!ended.isDone() && unread.available() > 0) {
        Thread.sleep(20);
      }
      Files.newByteChannel(weights, WRITE, TRUNCATE_EXISTING).close();
      texts.writeBytes("Anna bor i Lund\n".repeat(200));
    }

    assertThat(ended.get().failure())
        .isEqualTo("blick: safetensors: model.safetensors: at byte 0: the file must not change"
            + " while it is open; got it written anew, 0 bytes where %d were; open it again"
                .formatted(bytes));
  }

  /** Copies a small encoder, and returns its weights. */
  private static Path copied(Path folder) throws IOException {
    Path encoder = Path.of("../models/src/test/resources/encoders/bert-model");
    for (String name : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
      Files.copy(encoder.resolve(name), folder.resolve(name));
    }
    return Files.copy(encoder.resolve("model.safetensors"), folder.resolve("model.safetensors"));
  }

  @Test
  void a_reader_that_has_enough_is_no_failure() throws IOException {
    String text = "cat ".repeat(41);
    Process process = Start.blick("look", text, "--format", "json", MODEL).running();
    try (InputStream out = process.getInputStream()) {
      byte[] first = out.readNBytes(9);

      assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo("{\"model\":");
    }
    assertThat(Start.exit(process)).isZero();
  }

  @Test
  void closed_standard_input_is_an_empty_text() {
    Ended ended = Start.blick("look", "-", MODEL).closed().ended();

    assertThat(ended.failure())
        .isEqualTo("blick: text: there must be at least one piece of its own; got none");
  }

  @Test
  void the_version_says_jvm_lanes_and_cores() {
    String version = Start.blick("--version").ended().well().out();

    assertThat(version)
        .matches("blick [^ \\n]+\\nJVM   [^\\n]+ [^ \\n]+\\n"
            + "lanes [0-9]+ float32 \\([^\\n]+\\)\\ncores [0-9]+\\n");
  }

  @Test
  void a_jvm_without_c2_is_slow_and_says_so_in_one_line() {
    Ended ended = Start.blick("--version")
        .with("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
        .ended();

    assertThat(ended.out()).contains("\nlanes 1 float32 (scalar)\n");
    assertThat(ended.err().lines().filter(line -> !line.startsWith("NOTE: Picked up ")))
        .singleElement()
        .asString()
        .startsWith("blick: this JVM compiles without C2 (-XX:TieredStopAtLevel=1), so attention");
    assertThat(ended.exit()).isZero();
  }
}
