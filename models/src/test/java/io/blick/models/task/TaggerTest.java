package io.blick.models.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.bert.TinyBert;
import io.blick.models.text.Batch;
import io.blick.models.text.Probabilities;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaggerTest {
  // As in ClassifierTest: 15 hidden states off by less than 1e-4, with weights below 1.
  private static final double LOGIT = 15e-4;

  @TempDir
  private Path folder;

  private final List<TextModel> opened = new ArrayList<>();

  @BeforeEach
  void open() {
    opened.add(new TinyBert().open(folder));
  }

  @AfterEach
  void close() {
    opened.forEach(TextModel::close);
  }

  private Tagger tagger(List<String> labels, Linear layer) {
    return Tagger.of(new HeadedModel(opened.getFirst(), new HeadedModel.Tags(labels, layer)));
  }

  @Test
  void a_word_has_the_tag_of_its_first_piece() {
    // Pieces of the text: x, ##c, ##a, y; each tag is named apart so that no words are joined.
    String text = "xca  y";
    List<String> labels = List.of("B-P", "B-Q", "B-R");
    Linear layer = HeadedModel.layer(3, TinyBert.WIDTH);
    double[] first = new double[3];
    Batch batch = Batch.of(opened.getFirst().tokenizer().encode(text));
    try (Ops ops = new ReferenceOps()) {
      Tensor hidden = opened.getFirst().forward(ops, batch).getLast();
      for (int k = 0; k < 3; k++) {
        first[k] = layer.bias().orElseThrow().get(k);
        for (int c = 0; c < TinyBert.WIDTH; c++) {
          first[k] += layer.weight().row(k)[c] * hidden.at(1).get(c);
        }
      }
    }
    double[] probabilities = Probabilities.softmax(first);
    int best = probabilities[0] > probabilities[1]
        ? probabilities[0] > probabilities[2] ? 0 : 2
        : probabilities[1] > probabilities[2] ? 1 : 2;

    List<TaggedSpan> spans = tagger(labels, layer).tag(text).spans();

    assertThat(spans).hasSize(2);
    assertThat(spans.getFirst().label()).isEqualTo(labels.get(best).substring(2));
    assertThat(spans.getFirst().text()).isEqualTo("xca");
    assertThat((double) spans.getFirst().score()).isCloseTo(probabilities[best], within(2 * LOGIT));
    assertThat(spans.getLast())
        .extracting(TaggedSpan::text, TaggedSpan::start, TaggedSpan::end)
        .containsExactly("y", 5, 6);
  }

  /** Returns a layer that gives every piece the tag of an index. */
  private static Linear always(int tag) {
    float[] bias = new float[3];
    bias[tag] = 2;
    return Linear.of(Tensor.zeros(3, TinyBert.WIDTH), Tensor.of(bias, 3));
  }

  @Test
  void neighbours_of_one_tag_are_a_span_of_the_callers_own_characters() {
    List<String> labels = List.of("O", "I-P", "B-P");

    assertThat(tagger(labels, always(0)).tag("Xca, y").spans()).isEmpty();
    assertThat(tagger(labels, always(1)).tag(" Xca, y ").spans())
        .extracting(TaggedSpan::text, TaggedSpan::start, TaggedSpan::end)
        .containsExactly(tuple("Xca, y", 1, 7));
    assertThat(tagger(labels, always(2)).tag("Xca, y").spans())
        .extracting(TaggedSpan::text)
        .containsExactly("Xca", ",", "y");
  }

  @Test
  void of_equal_logits_the_first_tag_counts() {
    var layer = Linear.of(Tensor.zeros(3, TinyBert.WIDTH), Tensor.of(new float[] {1, 2, 2}, 3));

    assertThat(tagger(List.of("O", "P", "Q"), layer).tag("x").spans())
        .extracting(TaggedSpan::label)
        .containsExactly("P");
  }

  @Test
  void each_text_has_its_own_spans_and_says_whether_it_was_cut() {
    Tagger tagger = tagger(List.of("O", "I-P", "B-P"), always(1));
    String longer = "a ".repeat(TinyBert.POSITIONS);

    List<Tagging> all = tagger.tag(List.of("x", longer, "y z"), TooLong.CUT);

    assertThat(all).extracting(Tagging::cut).containsExactly(false, true, false);
    assertThat(all)
        .extracting(one -> one.spans().getFirst().end())
        .containsExactly(1, 2 * (TinyBert.POSITIONS - 2) - 1, 3);
    assertThatThrownBy(() -> tagger.tag(longer))
        .hasMessage("tag: text 1 must have at most 139 pieces, the positions of headed; got 141;"
            + " shorten it or have it cut");
  }

  @Test
  void a_model_without_a_tagger_says_what_it_has() {
    assertThatThrownBy(() -> Tagger.of(opened.getFirst()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tag: the model must have a tagger; ")
        .hasMessageEndingWith(
            " has a pooler and a masked-language head; name one that was saved with"
                + " it, as by a class like BertForTokenClassification of transformers");
  }
}
