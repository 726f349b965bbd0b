package io.blick.lens.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.tensor.Parallel;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.trace.Trace;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final TinyModel MODEL = new TinyModel();
  private static final List<String> TEXTS = List.of("Kat ten , som .", "min gran ne", "! äger");

  /**
   * At most 11 weights, each of them and their sum within a few units of 2^-24 of the truth, times
   * a distance of at most 10 or a logarithm: 11 · 10 · 8 units bound all of them generously.
   */
  private static final Offset<Double> ROUNDING = within(11 * 10 * 8 * 0x1p-24);

  /** The means of one head by whole maps of weights, in float64. */
  private static HeadProfile obvious(List<String> texts, Head head) {
    return obvious(
        texts,
        head,
        text -> IntStream.rangeClosed(1, text.split(" ", -1).length).toArray());
  }

  /** The same, if only some pieces of a text look. */
  private static HeadProfile obvious(
      List<String> texts, Head head, Function<String, int[]> looking) {
    double[] sums = new double[9];
    int queries = 0;
    for (String text : texts) {
      float[][] weights = Trace.of(MODEL, text).pieces(head.layer(), head.head());
      String[] words = text.split(" ", -1);
      int pieces = weights.length;
      for (int t : looking.apply(text)) {
        queries++;
        for (int s = 0; s < pieces; s++) {
          double w = weights[t][s];
          sums[0] -= w * StrictMath.log(w);
          sums[1] -= w * StrictMath.log(w) / StrictMath.log(pieces);
          sums[2] += w * Math.abs(t - s);
          sums[3] += s == t ? w : 0;
          sums[4] += s == t + 1 ? w : 0;
          sums[5] += s == t - 1 ? w : 0;
          sums[6] += s == 0 ? w : 0;
          sums[7] += s == pieces - 1 ? w : 0;
          sums[8] += s > 0 && s < pieces - 1 && ",.!".contains(words[s - 1]) ? w : 0;
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= queries;
    }
    return new HeadProfile(
        head, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8]);
  }

  private static void assertNear(HeadProfile one, HeadProfile other) {
    assertThat(one.head()).isEqualTo(other.head());
    assertThat(one.entropy()).isEqualTo(other.entropy(), ROUNDING);
    assertThat(one.relativeEntropy()).isEqualTo(other.relativeEntropy(), ROUNDING);
    assertThat(one.distance()).isEqualTo(other.distance(), ROUNDING);
    assertThat(one.itself()).isEqualTo(other.itself(), ROUNDING);
    assertThat(one.next()).isEqualTo(other.next(), ROUNDING);
    assertThat(one.previous()).isEqualTo(other.previous(), ROUNDING);
    assertThat(one.cls()).isEqualTo(other.cls(), ROUNDING);
    assertThat(one.sep()).isEqualTo(other.sep(), ROUNDING);
    assertThat(one.punctuation()).isEqualTo(other.punctuation(), ROUNDING);
  }

  @Test
  void means_are_those_of_whole_maps_and_padding_is_not_among_them() {
    Profile profile = Profile.of(MODEL, TEXTS.iterator());

    assertThat(profile.texts()).isEqualTo(3);
    assertThat(profile.pieces()).isEqualTo(10);
    assertThat(profile.heads()).hasSize(6);
    profile.heads().forEach(head -> assertNear(head, obvious(TEXTS, head.head())));
  }

  @Test
  void empty_texts_are_passed_over_and_long_ones_counted() {
    List<String> more =
        List.of("", TEXTS.get(0), "a b c d e f g h i j", TEXTS.get(1), TEXTS.get(2));

    Profile profile = Profile.of(MODEL, more.iterator());

    assertThat(profile.skipped()).isEqualTo(1);
    assertThat(profile.heads()).isEqualTo(Profile.of(MODEL, TEXTS.iterator()).heads());
  }

  @Test
  void a_long_text_counts_each_piece_in_the_window_where_it_stands_deepest() {
    String text = "a , c d . f g h ! j k l m";
    // Windows of five pieces begin at the words 0, 2, 4, 6 and 8.
    Map<String, int[]> windows = Map.of(
        "a , c d .", new int[] {1, 2, 3, 4},
        "c d . f g", new int[] {3, 4},
        ". f g h !", new int[] {3, 4},
        "g h ! j k", new int[] {3, 4},
        "! j k l m", new int[] {3, 4, 5});

    Profile profile =
        Profile.on(new Parallel(1), MODEL, List.of(text).iterator(), OptionalInt.of(7), _ -> {});

    assertThat(profile.texts()).isEqualTo(1);
    assertThat(profile.skipped()).isZero();
    assertThat(profile.pieces()).isEqualTo(13);
    List<String> parts = List.copyOf(windows.keySet());
    profile
        .heads()
        .forEach(head -> assertNear(
            head, obvious(parts, head.head(), part -> Objects.requireNonNull(windows.get(part)))));
  }

  @Test
  void texts_that_are_no_longer_than_a_window_have_the_very_numbers() {
    Profile profile =
        Profile.on(new Parallel(1), MODEL, TEXTS.iterator(), OptionalInt.of(11), _ -> {});

    assertThat(profile).isEqualTo(Profile.of(MODEL, TEXTS.iterator()));
  }

  @Test
  void without_a_text_there_is_nothing_to_measure() {
    assertThatThrownBy(() -> Profile.of(MODEL, List.of("").iterator()))
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            "profile: the corpus must have at least one text with a piece of its own that fits"
                + " 11 positions; got none of 1");
  }

  @Test
  void names_are_given_from_the_thresholds_on() {
    assertThat(named(0.74, 0.49, 0.2).kinds()).isEmpty();
    assertThat(named(0.75, 0.5, 0.2).kinds()).containsExactly(HeadKind.POSITIONAL, HeadKind.BROAD);
    assertThat(named(0, 0, 0.3).kinds()).containsExactly(HeadKind.SINK);
  }

  private static HeadProfile named(double relativeEntropy, double previous, double sep) {
    return new HeadProfile(
        new Head(0, 0), 1, relativeEntropy, 1, 0, 0, previous, 0.125, sep, 0.125);
  }

  @Test
  void a_text_of_many_windows_is_run_in_several_goes_and_has_the_same_means() {
    // Windows of five pieces begin at every second word: 284 of them.
    List<String> words = IntStream.range(0, 571).mapToObj(i -> "w" + i).toList();
    Map<String, int[]> windows = new LinkedHashMap<>();
    for (int from = 0; from + 5 <= words.size(); from += 2) {
      boolean last = from + 5 == words.size();
      windows.put(
          String.join(" ", words.subList(from, from + 5)),
          from == 0 ? new int[] {1, 2, 3, 4} : last ? new int[] {3, 4, 5} : new int[] {3, 4});
    }
    var largest = new AtomicInteger();
    List<Long> done = new ArrayList<>();

    Profile profile = Profile.on(
        new Parallel(1),
        watched(largest),
        List.of(String.join(" ", words)).iterator(),
        OptionalInt.of(7),
        done::add);

    assertThat(windows).hasSize(284);
    assertThat(largest).hasValue(256);
    assertThat(done).containsExactly(1L);
    assertThat(profile.pieces()).isEqualTo(571);
    List<String> parts = List.copyOf(windows.keySet());
    profile
        .heads()
        .forEach(head -> assertNear(
            head, obvious(parts, head.head(), part -> Objects.requireNonNull(windows.get(part)))));
  }

  /** The small model; the most texts that it was given at once are counted. */
  private static TextModel watched(AtomicInteger largest) {
    return (TextModel) Proxy.newProxyInstance(
        ProfileTest.class.getClassLoader(),
        new Class<?>[] {TextModel.class},
        (_, method, arguments) -> {
          if (method.getName().equals("last")) {
            largest.accumulateAndGet(((Batch) arguments[1]).texts(), Math::max);
          }
          return method.invoke(MODEL, arguments);
        });
  }
}
