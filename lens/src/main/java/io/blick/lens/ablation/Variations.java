package io.blick.lens.ablation;

import io.blick.lens.argument.Required;
import io.blick.models.token.Encoding;
import java.util.List;

/** Variations of one pass of a text, each of which is compared with the pass as it is. */
public sealed interface Variations {

  /** Returns how many there are. */
  int count();

  /**
   * The same text under interventions.
   *
   * @param each in order; the list may make each when it is asked for, since one may have an edge
   *     for every head and piece, so it is not copied
   */
  record Interventions(List<Intervention> each) implements Variations {
    /** Checks that there is a list. */
    public Interventions {
      Required.of("variations", "interventions", each);
    }

    @Override
    public int count() {
      return each.size();
    }
  }

  /**
   * Other texts of as many pieces.
   *
   * @param each in order
   */
  record Texts(List<Encoding> each) implements Variations {
    /** Copies the list. */
    public Texts {
      each = Required.all("variations", "texts", each);
    }

    @Override
    public int count() {
      return each.size();
    }
  }
}
