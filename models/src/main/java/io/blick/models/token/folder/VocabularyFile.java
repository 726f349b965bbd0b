package io.blick.models.token.folder;

import io.blick.models.format.FormatException;
import io.blick.models.format.file.TextFile;
import io.blick.models.token.unicode.CharacterKinds;
import io.blick.models.token.wordpiece.WordPiece;
import io.blick.models.token.wordpiece.WordPieceVocabulary;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The file vocab.txt: one piece a line in UTF-8; the number of the line, from 0, is the row of the
 * piece. White space at the end of a line is ignored, as in the Hugging Face tokenizer.
 */
final class VocabularyFile {
  /** Far above any vocabulary; the largest known ones have 5 MB. */
  static final long LARGEST = 64L << 20;

  private VocabularyFile() {}

  static WordPieceVocabulary read(Path file) {
    CharBuffer lines = TextFile.readUnmarked(WordPiece.FORMAT, file, LARGEST);
    checkEnds(file, lines);
    char[] text = lines.array();
    int[] ends = new int[1024];
    int rows = 0;
    int written = 0;
    int begun = 0;
    int length = lines.limit();
    for (int at = 0; at < length; at++) {
      char letter = text[at];
      if (letter != '\n') {
        text[written++] = letter;
      }
      if (letter == '\n' || at == length - 1) {
        while (written > begun && CharacterKinds.isWhiteSpace(text[written - 1])) {
          written--;
        }
        if (rows == ends.length) {
          ends = Arrays.copyOf(ends, 2 * rows);
        }
        ends[rows++] = written;
        begun = written;
      }
    }
    return new WordPieceVocabulary(file, Arrays.copyOf(text, written), Arrays.copyOf(ends, rows));
  }

  /** Checks that lines end in a line feed: a carriage return alone does not end a line. */
  private static void checkEnds(Path file, CharBuffer lines) {
    String text = lines.toString();
    int first = text.indexOf('\r');
    if (first >= 0 && text.indexOf('\n') < 0 && !text.substring(first).isBlank()) {
      throw new FormatException(
          WordPiece.FORMAT,
          file,
          TextFile.byteOffset(lines, first),
          "lines must end in a line feed; got carriage returns alone; save it with line feeds");
    }
  }
}
