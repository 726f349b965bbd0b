package io.blick.models.mpnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.encoder.SavedEncoder;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only an MPNet has: distances, and places that begin with the third. */
class MpNetTest {

  @Test
  void buckets_of_distances_are_those_of_another_program() throws IOException {
    List<String> lines = Files.readAllLines(SavedEncoder.ALL.resolve("mpnet-buckets.txt"));

    assertThat(lines).hasSize(1201).allSatisfy(line -> {
      String[] pair = line.split(" ", 2);
      assertThat(DistanceBuckets.of(Integer.parseInt(pair[0])))
          .isEqualTo(Integer.parseInt(pair[1]));
    });
  }

  @Test
  void each_head_has_the_number_of_the_bucket_at_each_distance() {
    float[] numbers = new float[32 * 3];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }

    Tensor table = DistanceBuckets.table(Tensor.of(numbers, 32, 3), 3, 11);

    assertThat(table.sizes()).containsExactly(3, 21);
    for (int h = 0; h < 3; h++) {
      for (int d = -10; d <= 10; d++) {
        assertThat(table.at(h).get(d + 10)).isEqualTo(3 * DistanceBuckets.of(d) + h);
      }
    }
  }

  @Test
  void a_text_of_the_most_pieces_is_run_and_one_more_is_refused() {
    try (TextModel model = Models.open(SavedEncoder.ALL.resolve("mpnet-untied"));
        Ops ops = new ReferenceOps()) {
      Batch longest = Batch.of(model.tokenizer().encode("a ".repeat(39)));
      Batch longer = Batch.of(model.tokenizer().encode("a ".repeat(40)));

      assertThat(model.positions()).isEqualTo(41);
      assertThat(model.forward(ops, longest).getLast().sizes()).containsExactly(41, 22);
      assertThatThrownBy(() -> model.forward(ops, longer))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage("mpnet: a text must have at most 41 pieces, the positions of mpnet-untied;"
              + " got 42");
    }
  }
}
