package io.blick.lens.trace;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionSite;
import io.blick.lens.text.Visible;
import io.blick.models.text.TextModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The attention calls of one pass of one text, by their sites. */
final class TracedCalls {
  private final List<AttentionSite> own;
  private final int heads;
  private final Map<AttentionSite, AttentionCall> calls;

  private TracedCalls(List<AttentionSite> own, int heads, Map<AttentionSite, AttentionCall> calls) {
    this.own = own;
    this.heads = heads;
    this.calls = calls;
  }

  /**
   * Returns the calls of a pass.
   *
   * @param calls copies, in any order
   * @throws IllegalStateException if two are of one site
   */
  static TracedCalls of(TextModel model, List<AttentionCall> calls) {
    Map<AttentionSite, AttentionCall> bySite = new LinkedHashMap<>();
    for (AttentionCall call : calls) {
      if (bySite.put(call.site(), call) != null) {
        throw new IllegalStateException(
            "trace: %s must attend once at each site; got two calls at %s"
                .formatted(Visible.text(model.name()), said(call.site())));
      }
    }
    List<AttentionSite> own =
        IntStream.range(0, model.layers()).mapToObj(model::site).toList();
    return new TracedCalls(own, model.heads(), bySite);
  }

  int layers() {
    return own.size();
  }

  int heads() {
    return heads;
  }

  /** Returns the call in which the pieces attend to each other in a layer. */
  AttentionCall own(int layer) {
    return at(own.get(layer));
  }

  AttentionCall at(AttentionSite site) {
    AttentionCall call = calls.get(site);
    if (call == null) {
      throw new IllegalArgumentException(
          "trace: the site must be one at which the model attends; got " + said(site));
    }
    return call;
  }

  /** Returns a site as people count. */
  private static String said(AttentionSite site) {
    String kind = switch (site.kind()) {
      case ENCODER -> "encoder";
      case DECODER -> "decoder";
      case CROSS -> "cross-attention";
    };
    return "%s, layer %d".formatted(kind, site.layer() + 1);
  }
}
