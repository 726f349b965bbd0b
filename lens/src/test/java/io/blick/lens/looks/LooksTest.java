package io.blick.lens.looks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.tensor.Parallel;
import io.blick.lens.Encoders;
import io.blick.lens.SlowWeights;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.looks.SlowLooks.Look;
import io.blick.lens.looks.SlowLooks.Word;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LooksTest {
  /**
   * Scores of 3 layers are sums of up to 26 products, each rounded to within 2^-24 of itself; a
   * weight changes at most as much as the scores that it is made of, two of which count.
   */
  private static final Offset<Double> ROUNDING = within(3 * 26 * 2 * 0x1p-24);

  private static final List<String> SENTENCES = List.of(
      "Anna/PROPN bor/VERB i/ADP Lund/PROPN ./PUNCT",
      "Lund/PROPN sover/VERB",
      "Stopp/INTJ",
      "Anna/PROPN sover/VERB i/ADP Malmö/PROPN och/CCONJ Lund/PROPN ./PUNCT",
      "Malmö/PROPN bor/VERB anna/PROPN i/ADP ./PUNCT",
      "ANNA/PROPN i/ADP Lund/PROPN i/ADP Lund/PROPN ./PUNCT");

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String sentence : SENTENCES) {
      int number = 0;
      for (String word : sentence.split(" ", -1)) {
        number++;
        text.append("%d\t%s\t_\t%s\t_\t_\t%d\t%s\t_\t_\n"
            .formatted(
                number,
                word.split("/", -1)[0],
                word.split("/", -1)[1],
                number == 1 ? 0 : 1,
                number == 1 ? "root" : "dep"));
      }
      text.append('\n');
    }
    file = Files.writeString(folder.resolve("x.conllu"), text);
  }

  private static List<List<String>> forms() {
    return SENTENCES.stream()
        .map(sentence -> Stream.of(sentence.split(" ", -1))
            .map(word -> word.split("/", -1)[0])
            .toList())
        .toList();
  }

  private static List<List<Word>> words() {
    return SENTENCES.stream()
        .map(sentence -> Stream.of(sentence.split(" ", -1))
            .map(word -> word.split("/", -1))
            .map(word -> new Word(word[0].toLowerCase(Locale.ROOT), word[1]))
            .toList())
        .toList();
  }

  private Looks looks(TextModel model, int examples) {
    try (Parallel threads = new Parallel(2)) {
      return Looks.on(threads, model, List.of(file), Head.all(model), examples, _ -> {});
    }
  }

  private static void assertNear(Looks looks, LookShares got, List<Look> slow) {
    assertThat(got.words()).isEqualTo(slow.size());
    for (int part = 0; part < looks.parts().size(); part++) {
      assertThat(got.parts().get(part))
          .isEqualTo(SlowLooks.mean(slow, looks.parts().get(part)), ROUNDING);
    }
    assertThat(got.itself()).isEqualTo(SlowLooks.mean(slow, "self"), ROUNDING);
    assertThat(got.added().get(0)).isEqualTo(SlowLooks.mean(slow, "[CLS]"), ROUNDING);
    assertThat(got.added().get(1)).isEqualTo(SlowLooks.mean(slow, "[SEP]"), ROUNDING);
    assertThat(got.others() + got.itself() + got.added().get(0) + got.added().get(1))
        .isEqualTo(1, ROUNDING);
  }

  @Test
  void weights_on_parts_of_speech_are_those_of_the_slow_twin() {
    try (TextModel model = Encoders.open("bert-masked")) {
      var slow = new SlowLooks(model, words(), forms());

      Looks looks = looks(model, 0);

      assertThat(looks.sentences()).isEqualTo(6);
      assertThat(looks.words()).isEqualTo(26);
      assertThat(looks.parts()).containsExactly("ADP", "CCONJ", "INTJ", "PROPN", "PUNCT", "VERB");
      assertThat(looks.added()).containsExactly("[CLS]", "[SEP]");
      assertThat(looks.heads()).extracting(HeadLooks::head).isEqualTo(Head.all(model));
      for (HeadLooks head : looks.heads()) {
        List<Look> all = slow.of(head.head());
        assertNear(looks, head.all(), all);
        for (int part = 0; part < looks.parts().size(); part++) {
          String name = looks.parts().get(part);
          assertNear(
              looks,
              head.byPart().get(part),
              all.stream()
                  .filter(look -> look.words().get(look.from()).part().equals(name))
                  .toList());
        }
      }
    }
  }

  /** Of n pieces each gets 1/n: the weights of a word are its pieces / n. */
  @Test
  void beside_them_stands_a_head_that_looks_at_all_pieces_alike() {
    try (TextModel model = Encoders.open("bert-masked")) {
      Looks looks = looks(model, 0);

      double added = 0;
      double verbs = 0;
      for (List<String> sentence : forms()) {
        List<Integer> pieces = sentence.stream()
            .map(word -> model.tokenizer().encode(word).pieces().size() - 2)
            .toList();
        double all = 2 + pieces.stream().mapToInt(Integer::intValue).sum();
        added += sentence.size() / all / 26;
        for (int word = 0; word < sentence.size(); word++) {
          if (List.of("bor", "sover").contains(sentence.get(word))) {
            verbs += (sentence.size() - 1) * pieces.get(word) / all / 26;
          }
        }
      }
      assertThat(looks.uniform().added().getFirst()).isEqualTo(added, within(1e-15));
      assertThat(looks.uniform().parts().get(5)).isEqualTo(verbs, within(1e-15));
      assertThat(looks.uniform().share(5))
          .isEqualTo(verbs / looks.uniform().others(), within(1e-15));
    }
  }

  @Test
  void forms_get_the_weights_of_all_other_words_and_occur_five_times() {
    try (TextModel model = Encoders.open("bert-masked")) {
      var slow = new SlowLooks(model, words(), forms());

      Looks looks = looks(model, 0);

      for (HeadLooks head : looks.heads()) {
        Map<String, Double> got = new TreeMap<>();
        for (Look look : slow.of(head.head())) {
          for (int word = 0; word < look.words().size(); word++) {
            if (word != look.from()) {
              got.merge(look.words().get(word).form(), look.onWords().get(word), Double::sum);
            }
          }
        }
        assertThat(head.forms())
            .extracting(LookedForm::form)
            .containsExactlyInAnyOrder("i", "lund");
        assertThat(head.forms())
            .isSortedAccordingTo(Comparator.comparingDouble(LookedForm::weight).reversed())
            .allSatisfy(form -> {
              assertThat(form.occurrences()).isEqualTo(5);
              assertThat(form.weight())
                  .isEqualTo(got.getOrDefault(form.form(), -1.0) / 5, within(26 * ROUNDING.value));
            });
      }
    }
  }

  @Test
  void typical_looks_are_nearest_to_the_mean() {
    try (TextModel model = Encoders.open("bert-masked")) {
      var slow = new SlowLooks(model, words(), forms());

      Looks looks = looks(model, 3);

      for (HeadLooks head : looks.heads()) {
        List<Look> all = slow.of(head.head());
        List<Double> distances =
            all.stream().map(look -> distance(looks, all, look)).sorted().toList();
        assertThat(head.examples()).hasSize(3);
        for (int i = 0; i < 3; i++) {
          LookExample example = head.examples().get(i);
          Look look = all.stream()
              .filter(
                  one -> one.sentence() == example.place().number() && one.from() == example.from())
              .findFirst()
              .orElseThrow();
          assertThat(example.distance()).isEqualTo(distances.get(i), within(9 * ROUNDING.value));
          assertThat(example.distance())
              .isEqualTo(distance(looks, all, look), within(9 * ROUNDING.value));
          assertThat(example.weight()).isEqualTo(look.onWords().get(example.looked()), ROUNDING);
          assertThat(example.looked() == example.from()).isEqualTo(look.words().size() == 1);
        }
      }
    }
  }

  /** The text is the first sentence, so that its second word is nearest to itself. */
  @Test
  void near_places_are_those_of_the_largest_cosine_of_what_the_head_gives() {
    try (TextModel model = Encoders.open("bert-masked");
        Parallel threads = new Parallel(2)) {
      var head = new Head(1, 1);
      List<Double> cosines = new ArrayList<>();
      var slow = new SlowWeights(model, "[UNK]", Set.of());
      double[] wanted = new double[0];
      for (List<String> sentence : forms()) {
        slow.of(sentence);
        for (List<Integer> pieces : slow.pieces()) {
          double[] vector = vector(model, slow.outputs().get(1), 1, pieces);
          wanted = cosines.size() == 1 ? vector : wanted;
          cosines.add(0.0);
        }
      }
      int at = 0;
      for (List<String> sentence : forms()) {
        slow.of(sentence);
        for (List<Integer> pieces : slow.pieces()) {
          cosines.set(at++, cosine(vector(model, slow.outputs().get(1), 1, pieces), wanted));
        }
      }

      NearLooks near = NearLooks.on(
          threads, model, List.of(file), head, Reading.of(model, "Anna bor i Lund."), 2, 5);

      assertThat(near.word()).isEqualTo("bor");
      assertThat(near.places().getFirst().place().number()).isEqualTo(1);
      assertThat(near.places().getFirst().from()).isEqualTo(1);
      List<Double> sorted = cosines.stream().sorted(Comparator.reverseOrder()).toList();
      for (int i = 0; i < 5; i++) {
        assertThat(near.places().get(i).cosine())
            .isEqualTo(sorted.get(i), within(10 * ROUNDING.value));
      }
    }
  }

  private static double[] vector(
      TextModel model, double[] outputs, int head, List<Integer> pieces) {
    int dim = 26 / model.heads();
    double[] mean = new double[dim];
    for (int piece : pieces) {
      for (int d = 0; d < dim; d++) {
        mean[d] += outputs[(piece * model.heads() + head) * dim + d] / pieces.size();
      }
    }
    return mean;
  }

  private static double cosine(double[] one, double[] other) {
    double dot = 0;
    double ones = 0;
    double others = 0;
    for (int d = 0; d < one.length; d++) {
      dot += one[d] * other[d];
      ones += one[d] * one[d];
      others += other[d] * other[d];
    }
    return dot / Math.sqrt(ones * others);
  }

  private static double distance(Looks looks, List<Look> all, Look look) {
    List<String> columns = new ArrayList<>(looks.parts());
    columns.addAll(List.of("self", "[CLS]", "[SEP]"));
    return columns.stream()
            .mapToDouble(to -> Math.abs(look.to().getOrDefault(to, 0.0) - SlowLooks.mean(all, to)))
            .sum()
        / 2;
  }

  @Test
  void what_is_no_treebank_is_told_by_file_and_line() throws IOException {
    Path text = Files.writeString(folder.resolve("x.txt"), "Anna bor i Lund.\n");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 65; i++) {
      many.append("1\ta\t_\tP%d\t_\t_\t0\troot\t_\t_\n\n".formatted(i));
    }
    Path parts = Files.writeString(folder.resolve("p.conllu"), many);

    assertThatThrownBy(() -> Looks.check(List.of(text)))
        .isInstanceOf(CorpusException.class)
        .hasMessage("looks: " + text + ", line 1: a line must have 10 columns between tabs; got 1");
    assertThatThrownBy(() -> Looks.check(List.of(parts)))
        .isInstanceOf(CorpusException.class)
        .hasMessage("looks: " + parts
            + ", line 129: a corpus must have at most 64 different parts of speech; got more");
    assertThat(Looks.check(List.of(file))).isEqualTo(6);
  }

  @Test
  void of_equally_near_things_the_first_are_kept() {
    var nearest = new Nearest<String>(2);
    nearest.add(0.5, "a");
    nearest.add(0.25, "b");
    nearest.add(0.5, "c");
    nearest.add(0.25, "d");

    assertThat(nearest.all()).containsExactly("b", "d");
    assertThat(nearest.wants(0.25)).isFalse();
  }
}
