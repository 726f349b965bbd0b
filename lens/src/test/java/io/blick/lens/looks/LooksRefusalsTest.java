package io.blick.lens.looks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Parallel;
import io.blick.lens.Encoders;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looks refuse. */
class LooksRefusalsTest {
  private static final Head HEAD = new Head(1, 0);

  private final TextModel model = Encoders.open("bert-masked");
  private final Parallel threads = new Parallel(2);

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("x.conllu"), tree("NOUN"));
  }

  @AfterEach
  void close() {
    threads.close();
    model.close();
  }

  private static String tree(String part) {
    return """
        1\tAnna\t_\tPROPN\t_\t_\t2\tnsubj\t_\t_
        2\tsover\t_\tVERB\t_\t_\t0\troot\t_\t_

        1\tLund\t_\t%s\t_\t_\t0\troot\t_\t_
        """.formatted(part);
  }

  @Test
  void a_file_that_changes_between_two_readings_is_told() throws IOException {
    Vocabulary before = Vocabulary.of(List.of(file));
    Files.writeString(file, tree("X"));

    assertThatThrownBy(() -> new LooksRun(threads, model, before).of(List.of(file), _ -> {}))
        .isInstanceOf(CorpusException.class)
        .hasMessage("looks: " + file + ", line 4: a file must not change while it is read; got the"
            + " part of speech X, which was not there at first; run it again");
    assertThatThrownBy(() -> new CorpusPasses(threads, model, before)
            .run(List.of(file), _ -> {}, (_, _, _, _) -> {}))
        .isInstanceOf(CorpusException.class);
  }

  @Test
  void examples_are_not_fewer_than_none() {
    assertThatThrownBy(() -> Looks.on(threads, model, List.of(file), List.of(HEAD), -1, _ -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("looks: examples must be from 0 on; got -1");
  }

  private void near(Head head, int word, int most) {
    NearLooks.on(threads, model, List.of(file), head, Reading.of(model, "Anna sover"), word, most);
  }

  @Test
  void near_places_need_a_head_a_word_and_room_for_one() {
    assertThatThrownBy(() -> near(new Head(9, 0), 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("near: head must be from 1-1 to %d-%d; got 10-1"
            .formatted(model.layers(), model.heads()));
    assertThatThrownBy(() -> near(new Head(0, 9), 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> near(HEAD, 4, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("near: word must be from 0 to 3; got 4");
    assertThatThrownBy(() -> near(HEAD, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> near(HEAD, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("near: most must be from 1 on; got 0");
  }
}
