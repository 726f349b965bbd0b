package io.blick.cli;

import io.blick.lens.text.Visible;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.ArrayList;
import java.util.List;

/** The pieces of a text on one line, for people: the pieces of a word joined by {@code +}. */
final class TokensText {
  private TokensText() {}

  static String of(Encoding encoding) {
    List<String> words = new ArrayList<>();
    for (Word word : encoding.words()) {
      List<String> pieces =
          word.pieces().stream().map(encoding.pieces()::get).map(Piece::text).toList();
      words.add(Visible.text(String.join("+", pieces)));
    }
    return String.join(" ", words) + "\n";
  }
}
