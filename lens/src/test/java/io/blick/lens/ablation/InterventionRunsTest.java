package io.blick.lens.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Cuts;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.trace.GroupedModel;
import io.blick.lens.trace.Head;
import io.blick.models.text.Batch;
import io.blick.models.token.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only the layers that an intervention can change run again, with the bits of a whole pass. */
class InterventionRunsTest {
  private static final Parallel THREADS = new Parallel(2);

  @AfterAll
  static void close() {
    THREADS.close();
  }

  private static Intervention at(int layer) {
    return new Intervention(
        Set.of(new Head(layer, 4)),
        Set.of(new Intervention.Edge(new Head(layer, 1), 3, 2)),
        Cuts.Rest.KEPT);
  }

  /** Runs all layers under an intervention at one site, and no other. */
  private static List<Tensor> whole(GroupedModel model, Encoding text, int layer) {
    AttentionProbe probe = new AttentionProbe() {
      @Override
      public void attended(AttentionCall call) {}

      @Override
      public Cuts cuts(AttentionSite site) {
        return site.equals(model.site(layer))
            ? Cuts.of(Cuts.Rest.KEPT, new Cuts.Edge(0, 1, 3, 2))
            : Cuts.none();
      }

      @Override
      public boolean silences(AttentionSite site, int head) {
        return site.equals(model.site(layer)) && head == 4;
      }
    };
    try (EagerOps ops = EagerOps.on(THREADS, probe)) {
      return model.forward(ops, Batch.of(text)).stream().map(Tensor::copy).toList();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENCODER", "DECODER"})
  void a_run_begins_at_the_first_layer_that_differs(AttentionSite.Kind kind) {
    var model = new GroupedModel(kind);
    Encoding text = model.tokenizer().encode("Kat|ten som min");
    List<Tensor> wanted =
        List.of(whole(model, text, 2).getLast(), whole(model, text, 0).getLast());
    model.ran();
    List<List<Integer>> ran = new ArrayList<>();
    List<float[]> last = new ArrayList<>();

    try (var runs = new InterventionRuns(THREADS, model)) {
      runs.run(
          List.of(text),
          List.of(at(2), Intervention.none(), at(0)),
          (_, _, hidden, _) -> {
            ran.add(model.ran());
            last.add(hidden.toFloats());
          },
          _ -> {});
    }

    assertThat(ran).containsExactly(List.of(0, 1, 2), List.of(2), List.of(), List.of(0, 1, 2));
    assertThat(last.get(1)).containsExactly(wanted.get(0).toFloats()).isNotEqualTo(last.get(0));
    assertThat(last.get(2)).containsExactly(last.get(0));
    assertThat(last.get(3)).containsExactly(wanted.get(1).toFloats());
  }

  @ParameterizedTest
  @EnumSource(names = {"ENCODER", "DECODER"})
  void a_run_for_one_layer_ends_after_it(AttentionSite.Kind kind) {
    var model = new GroupedModel(kind);
    Encoding text = model.tokenizer().encode("Kat|ten som min");
    float[] wanted = whole(model, text, 1).get(2).toFloats();
    model.ran();
    List<List<Integer>> ran = new ArrayList<>();

    try (var runs = new InterventionRuns(THREADS, model)) {
      runs.runLayers(
          text,
          List.of(at(1)),
          (_, before, after) -> {
            ran.add(model.ran());
            assertThat(after.toFloats()).containsExactly(wanted).isNotEqualTo(before.toFloats());
          },
          _ -> {});
    }

    assertThat(ran).containsExactly(List.of(0, 1, 2, 1));
  }
}
