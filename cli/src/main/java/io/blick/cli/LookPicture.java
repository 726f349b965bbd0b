package io.blick.cli;

import io.blick.lens.measure.Rollout;
import io.blick.lens.picture.HeadPicture;
import io.blick.lens.picture.Overview;
import io.blick.lens.picture.Picture;
import io.blick.lens.picture.RankingPicture;
import io.blick.lens.picture.RolloutPicture;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Ranking;
import io.blick.lens.trace.Trace;

/** The picture that answers what was asked. */
final class LookPicture {
  private LookPicture() {}

  static Picture of(Trace trace, HeadMaps maps, Answer answer) {
    return switch (answer) {
      case Answer.UpTo(int layer) ->
        new RolloutPicture(Rollout.of(trace, layer), maps.units().unit());
      case Answer.Everything _ -> new Overview(maps);
      case Answer.OneHead(Head head) -> new HeadPicture(maps, head);
      case Answer.FromTo(int from, int to) -> new RankingPicture(maps, Ranking.of(maps, from, to));
    };
  }
}
