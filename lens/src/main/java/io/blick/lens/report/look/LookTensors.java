package io.blick.lens.report.look;

import io.blick.core.tensor.Tensor;
import io.blick.lens.json.Json;
import io.blick.lens.report.RequestException;
import io.blick.lens.trace.Trace;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.token.Piece;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The safetensors file of all weights and hidden states of a pass; names count layers from 1. */
final class LookTensors {
  /** The longest array that every JVM can make. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private LookTensors() {}

  static void write(Path path, Trace trace) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int layer = 0; layer < trace.layers(); layer++) {
      tensors.put("weights." + (layer + 1), weights(trace, layer));
    }
    for (int index = 0; index <= trace.layers(); index++) {
      tensors.put("hidden." + index, trace.hidden(index));
    }
    trace.pooled().ifPresent(pooled -> tensors.put("pooled", pooled));
    trace.embedding().ifPresent(embedding -> tensors.put("embedding", embedding));
    trace.nextPieces().ifPresent(next -> {
      checkLogits(trace.encoding().pieces().size(), next.head().width());
      tensors.put("final", next.norm());
      tensors.put("logits", next.logits());
      tensors.put("ids", ids(trace));
    });

    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(
        "pieces", Json.array(trace.encoding().pieces().stream().map(Piece::text).toList()));
    metadata.put("text", Json.array(trace.segments()));
    Safetensors.write(path, tensors, metadata);
  }

  private static Tensor ids(Trace trace) {
    int[] ids = trace.encoding().pieces().stream().mapToInt(Piece::id).toArray();
    return Tensor.of(ids, ids.length);
  }

  private static void checkLogits(int pieces, int vocabulary) {
    if ((long) pieces * vocabulary > LONGEST_ARRAY) {
      throw new RequestException(
          "format",
          "safetensors holds at most %d logits; got %d pieces × %d; shorten the text"
              .formatted(LONGEST_ARRAY, pieces, vocabulary));
    }
  }

  /** Returns the weights of one layer (H, S, S). */
  private static Tensor weights(Trace trace, int layer) {
    int heads = trace.heads();
    int pieces = trace.encoding().pieces().size();
    float[] all = new float[count(heads, pieces)];
    for (int head = 0; head < heads; head++) {
      float[][] rows = trace.pieces(layer, head);
      for (int from = 0; from < pieces; from++) {
        System.arraycopy(rows[from], 0, all, (head * pieces + from) * pieces, pieces);
      }
    }
    return Tensor.of(all, heads, pieces, pieces);
  }

  /**
   * Returns the number of weights of a layer.
   *
   * @throws RequestException if one tensor cannot hold so many
   */
  static int count(int heads, int pieces) {
    long ofHead = (long) pieces * pieces;
    if (ofHead > LONGEST_ARRAY / heads) {
      throw new RequestException(
          "format",
          "safetensors holds at most %d weights of a layer; got %d heads of %d × %d;"
                  .formatted(LONGEST_ARRAY, heads, pieces, pieces)
              + " shorten the text");
    }
    return Math.toIntExact(heads * ofHead);
  }

  static List<String> notes(Trace trace) {
    return trace.isTooLongToEmbed()
        ? List.of("no embedding: the text has %d pieces, more than the folder of %s has for one"
            .formatted(trace.encoding().pieces().size(), trace.model()))
        : List.of();
  }
}
