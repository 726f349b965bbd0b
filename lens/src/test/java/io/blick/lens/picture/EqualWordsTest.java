package io.blick.lens.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.flow.Rollout;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Ranking;
import io.blick.lens.trace.Steps;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.trace.Trace;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Equal words are told apart in pictures, as an argument names them. */
class EqualWordsTest {
  private static final Trace TRACE = Trace.of(new TinyModel(), "a b a c a");

  private static List<Picture> pictures() {
    HeadMaps maps = TRACE.maps(Granularity.WORDS);
    TextUnits words = TRACE.units(Granularity.WORDS);
    Steps steps = Steps.of(TRACE, new Head(1, 1), 3);
    return List.of(
        new Overview(maps),
        new HeadPicture(maps, new Head(0, 1)),
        new RankingPicture(maps, Ranking.of(maps, 3, 5)),
        new RolloutPicture(Rollout.of(TRACE, 1), Granularity.WORDS),
        StepsPicture.of("tiny", words, 3, steps, Optional.empty()));
  }

  @Test
  void each_but_the_first_has_its_number() {
    for (Picture picture : pictures()) {
      for (String shown : List.of(picture.text(new Terminal(Colours.none(), 100)), picture.svg())) {
        assertThat(shown).contains("a#2", "a#3").doesNotContain("a#1", "a#4", "b#");
      }
    }
  }

  @Test
  void pieces_of_a_map_of_pieces_have_none() {
    var picture = new HeadPicture(TRACE.maps(Granularity.PIECES), new Head(0, 1));

    assertThat(picture.svg()).doesNotContain("#2<");
  }
}
