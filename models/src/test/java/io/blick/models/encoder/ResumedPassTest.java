package io.blick.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.text.Batch;
import io.blick.models.text.Pass;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pass that begins or ends within the layers has the bits of the whole pass. */
class ResumedPassTest {

  static Stream<String> folders() throws IOException {
    try (Stream<Path> files = Files.list(SavedEncoder.ALL)) {
      return files
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  /** Returns texts of 7, 1 and 5 pieces. */
  private static Pass pass() {
    List<Encoding> texts = new ArrayList<>();
    for (int length : new int[] {7, 1, 5}) {
      List<Piece> pieces = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        pieces.add(new Piece.Added(3 + (5 * i + length) % 11, "", 1, i));
      }
      texts.add(new Encoding(pieces, List.of()));
    }
    return Pass.of(Batch.of(texts));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void begun_and_ended_at_any_layer_it_has_the_same_bits(String folder) {
    try (TextModel model = Models.open(SavedEncoder.ALL.resolve(folder));
        Parallel threads = new Parallel(2);
        EagerOps whole = EagerOps.on(threads);
        EagerOps ops = EagerOps.on(threads)) {
      List<Tensor> states = model.forward(whole, pass());

      assertThat(states).hasSize(model.layers() + 1);
      assertThat(model.last(ops, pass()).toFloats())
          .containsExactly(states.getLast().toFloats());
      for (int first = 0; first <= model.layers(); first++) {
        for (int end = first; end <= model.layers(); end++) {
          assertThat(model.resume(ops, pass(), first, states.get(first), end).toFloats())
              .containsExactly(states.get(end).toFloats());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void it_stays_within_the_layers(String folder) {
    try (TextModel model = Models.open(SavedEncoder.ALL.resolve(folder));
        EagerOps ops = EagerOps.on(new Parallel(1))) {
      int layers = model.layers();
      Tensor x = model.last(ops, pass());

      for (int[] wrong : new int[][] {{-1, layers}, {1, 0}, {0, layers + 1}}) {
        assertThatThrownBy(() -> model.resume(ops, pass(), wrong[0], x, wrong[1]))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "states: a pass must begin and end at layers in order, from 0 to %d; got from %d to"
                        .formatted(layers, wrong[0])
                    + " " + wrong[1]);
      }
    }
  }
}
