package io.blick.models.token.gguf;

import io.blick.models.token.pipeline.NamedPieces;
import io.blick.models.token.pipeline.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pieces with a task of their own, and those that stand around a text. */
final class GgufNamed {
  private GgufNamed() {}

  static NamedPieces read(GgufKeys keys, int tokens) {
    return new NamedPieces(
        keys.row("unknown_token_id", tokens),
        keys.row("mask_token_id", tokens),
        keys.row("padding_token_id", tokens),
        keys.row("bos_token_id", tokens),
        keys.row("eos_token_id", tokens));
  }

  /**
   * Returns what stands around a text, and around each of a pair.
   *
   * @param beginning whether a text has the piece that begins it where the file does not say so
   * @param end likewise of the piece that ends it
   */
  static Template template(GgufKeys keys, NamedPieces named, boolean beginning, boolean end) {
    Optional<Integer> first =
        around(keys, "add_bos_token", "bos_token_id", beginning, named.beginning());
    Optional<Integer> last = around(keys, "add_eos_token", "eos_token_id", end, named.end());
    List<Template.Part> single = new ArrayList<>();
    List<Template.Part> second = new ArrayList<>();
    first.ifPresent(row -> single.add(new Template.Part.Added(row, 1)));
    first.ifPresent(row -> second.add(new Template.Part.Added(row, 2)));
    single.add(new Template.Part.Text(0, 1));
    second.add(new Template.Part.Text(1, 2));
    last.ifPresent(row -> single.add(new Template.Part.Added(row, 1)));
    last.ifPresent(row -> second.add(new Template.Part.Added(row, 2)));
    List<Template.Part> pair = new ArrayList<>(single);
    pair.addAll(second);
    return new Template(single, pair);
  }

  private static Optional<Integer> around(
      GgufKeys keys, String flag, String id, boolean otherwise, Optional<Integer> row) {
    if (!keys.flag(flag, otherwise)) {
      return Optional.empty();
    }
    if (row.isEmpty()) {
      throw keys.wrong("%s%s must be there, since its piece is added to texts; got none"
          .formatted(GgufKeys.PREFIX, id));
    }
    return row;
  }
}
