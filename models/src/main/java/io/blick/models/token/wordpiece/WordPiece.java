package io.blick.models.token.wordpiece;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.token.Encoding;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.added.AddedTokens;
import io.blick.models.token.unicode.AlignedText;
import io.blick.models.token.unicode.CharacterKinds;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * BERT's tokenizer: text is split into words at white space, punctuation and ideographs; each word
 * is then split, from its beginning, into the longest pieces of the vocabulary. A word that cannot
 * be split so, or is longer than 100 characters, becomes {@code [UNK]}. No text is truncated.
 * MPNet's is the same with other pieces around texts: {@code <s> text </s>}.
 *
 * <p>Pieces and offsets equal those of the Hugging Face tokenizer; docs/files.md has the details.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018</a>
 * @see <a href="https://arxiv.org/abs/1609.08144">Wu et al. 2016 (WordPiece)</a>
 */
public final class WordPiece implements Tokenizer {
  /** With which errors about the files of a tokenizer begin. */
  static final String FORMAT = "wordpiece";

  private final Pieces pieces;
  private final WordPieceRules rules;
  private final boolean tellsSegments;
  private final List<String> notes;
  private final int unknown;
  private final int opening;
  private final int closing;
  private final int padding;
  private final Optional<Integer> mask;

  WordPiece(
      Path file, Pieces pieces, WordPieceRules rules, boolean tellsSegments, List<String> notes) {
    this.pieces = pieces;
    this.rules = rules;
    this.tellsSegments = tellsSegments;
    this.notes = List.copyOf(notes);
    this.unknown = required(file, pieces, rules.unknown());
    this.opening = required(file, pieces, rules.template().opening());
    this.closing = required(file, pieces, rules.template().closing());
    this.padding = rules.padding().map(name -> required(file, pieces, name)).orElse(unknown);
    this.mask = rules.mask().flatMap(name -> pieces.row(name).stream().boxed().findFirst());
  }

  /**
   * Opens the tokenizer of a model in a folder of Hugging Face's layout: tokenizer.json, or else
   * vocab.txt, with the settings of tokenizer_config.json, special_tokens_map.json and
   * added_tokens.json (docs/files.md). If no file says whether the model is cased, it is assumed to
   * be cased if its vocabulary has capital letters, and a note says so.
   *
   * @param folder the model's folder
   * @throws FormatException if the files are damaged, hostile or of another kind of tokenizer
   * @throws IllegalArgumentException if there is neither tokenizer.json nor vocab.txt
   */
  public static WordPiece open(Path folder) {
    return TokenizerFolder.open(folder);
  }

  /**
   * Returns the number of rows that an embedding table needs for all pieces. Not every row has a
   * piece.
   */
  public int size() {
    return pieces.size();
  }

  /** Whether text is converted to lower case. */
  public boolean lowersCase() {
    return rules.normalisation().lowerCase();
  }

  /**
   * Whether the model is told which pieces are of the second text of a pair; otherwise all are of
   * the first segment to it.
   */
  public boolean tellsSegments() {
    return tellsSegments;
  }

  @Override
  public Encoding encode(String text) {
    Objects.requireNonNull(text, "encode: text must not be null");
    EncodingBuilder encoding = new EncodingBuilder(pieces);
    encoding.addSpecial(opening, 1);
    read(text, 1, encoding);
    encoding.addSpecial(closing, 1);
    return encoding.build();
  }

  @Override
  public Encoding encode(String first, String second) {
    Objects.requireNonNull(first, "encode: first must not be null");
    Objects.requireNonNull(second, "encode: second must not be null");
    EncodingBuilder encoding = new EncodingBuilder(pieces);
    encoding.addSpecial(opening, 1);
    read(first, 1, encoding);
    for (int i = 0; i < rules.template().pair().between(); i++) {
      encoding.addSpecial(closing, 1);
    }
    read(second, 2, encoding);
    encoding.addSpecial(closing, 2);
    return encoding.build();
  }

  @Override
  public String piece(int id) {
    if (id < 0 || id >= pieces.size()) {
      throw new IllegalArgumentException(
          "piece: the id must be in 0 to %d; got %d".formatted(pieces.size() - 1, id));
    }
    return pieces.piece(id);
  }

  @Override
  public Optional<Integer> mask() {
    return mask;
  }

  @Override
  public Optional<Integer> unknown() {
    return Optional.of(unknown);
  }

  @Override
  public int padding() {
    return padding;
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  private static int required(Path file, Pieces pieces, String spelling) {
    return pieces
        .row(spelling)
        .orElseThrow(() -> new FormatException(
            FORMAT,
            file,
            0,
            "the vocabulary must hold the piece %s; got %d pieces without it; fetch the file again"
                .formatted(Escaped.quoted(spelling), pieces.vocabulary().count())));
  }

  private void read(String text, int segment, EncodingBuilder encoding) {
    AlignedText typed = AlignedText.of(text);
    int from = 0;
    for (AddedTokens.Match match : pieces.added().typedIn(typed)) {
      readBetween(text, typed, from, match.from(), segment, encoding);
      readAdded(text, typed, match, segment, encoding);
      from = match.to();
    }
    readBetween(text, typed, from, typed.size(), segment, encoding);
  }

  private void readAdded(
      String text,
      AlignedText aligned,
      AddedTokens.Match found,
      int segment,
      EncodingBuilder encoding) {
    AddedTokens.Match match = switch (rules.template().offsets()) {
      case WITH_WHITE_SPACE -> found;
      case TRIMMED -> found.trimmedIn(aligned);
    };
    int start = aligned.start(match.from());
    int end = aligned.end(match.to() - 1);
    encoding.addPiece(match.piece().row(), segment, start, end);
    encoding.endAdded(text, start, end);
  }

  /** Reads the text between added tokens that were found as typed. */
  private void readBetween(
      String text, AlignedText typed, int from, int to, int segment, EncodingBuilder encoding) {
    if (from >= to) {
      return;
    }
    AlignedText plain = rules.normalisation().apply(text, typed.start(from), typed.end(to - 1));
    int begun = 0;
    for (AddedTokens.Match match : pieces.added().normalisedIn(plain)) {
      readWords(text, plain, begun, match.from(), segment, encoding);
      readAdded(text, plain, match, segment, encoding);
      begun = match.to();
    }
    readWords(text, plain, begun, plain.size(), segment, encoding);
  }

  private void readWords(
      String text, AlignedText plain, int from, int to, int segment, EncodingBuilder encoding) {
    int begun = from;
    for (int i = from; i < to; i++) {
      int code = plain.code(i);
      boolean mark = CharacterKinds.isPunctuation(code);
      if (mark || CharacterKinds.isWhiteSpace(code)) {
        readWord(text, plain, begun, i, segment, encoding);
        begun = i + 1;
      }
      if (mark) {
        readWord(text, plain, i, i + 1, segment, encoding);
      }
    }
    readWord(text, plain, begun, to, segment, encoding);
  }

  private void readWord(
      String text, AlignedText plain, int from, int to, int segment, EncodingBuilder encoding) {
    if (from >= to) {
      return;
    }
    int first = encoding.size();
    if (to - from > rules.longestWord() || !spell(plain, from, to, segment, encoding)) {
      encoding.dropTo(first);
      encoding.addPiece(unknown, segment, plain.start(from), plain.end(to - 1));
    }
    encoding.endWord(text, plain.start(from), plain.end(to - 1), first);
  }

  /** Adds the longest pieces from left to right; returns whether they reach the end of the word. */
  private boolean spell(
      AlignedText plain, int from, int to, int segment, EncodingBuilder encoding) {
    int at = from;
    while (at < to) {
      boolean continued = at > from;
      int end = pieces.vocabulary().longestFrom(plain.codes(), at, to, continued);
      if (end == at) {
        return false;
      }
      int row = pieces.vocabulary().row(plain.codes(), at, end, continued);
      encoding.addPiece(row, segment, plain.start(at), plain.end(end - 1));
      at = end;
    }
    return true;
  }
}
