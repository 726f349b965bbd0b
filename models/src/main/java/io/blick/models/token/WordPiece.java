package io.blick.models.token;

import io.blick.models.format.Folder;
import io.blick.models.format.FormatException;
import io.blick.models.format.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * BERT's tokenizer: words are cut at white space, punctuation and ideographs, then each word from
 * its beginning into the longest pieces of the vocabulary. A word that cannot be cut so, or longer
 * than 100 characters, is {@code [UNK]}. Nothing is ever cut off.
 *
 * <p>Pieces and offsets equal those of the Hugging Face tokenizer; docs/files.md says how.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018</a>
 * @see <a href="https://arxiv.org/abs/1609.08144">Wu et al. 2016 (WordPiece)</a>
 */
public final class WordPiece implements Tokenizer {
  private final Vocabulary vocabulary;
  private final WordPieceRules rules;
  private final SpecialTokens specials;
  private final int unknown;
  private final int opening;
  private final int closing;
  private final int padding;
  private final int mask;

  WordPiece(Path file, Vocabulary vocabulary, WordPieceRules rules) {
    this.vocabulary = vocabulary;
    this.rules = rules;
    this.unknown = required(file, vocabulary, rules.unknown());
    this.opening = required(file, vocabulary, rules.opening());
    this.closing = required(file, vocabulary, rules.closing());
    this.padding = required(file, vocabulary, rules.padding());
    this.mask = vocabulary.row(rules.mask());
    List<SpecialTokens.Special> recognised = new ArrayList<>();
    for (String spelling : rules.recognised()) {
      int row = vocabulary.row(spelling);
      if (row >= 0 && !spelling.isEmpty()) {
        recognised.add(new SpecialTokens.Special(spelling, row));
      }
    }
    this.specials = new SpecialTokens(recognised);
  }

  /**
   * Opens the tokenizer of a model in a folder of Hugging Face's layout: tokenizer.json, or else
   * vocab.txt with the rules of tokenizer_config.json. Without that file a vocabulary that has
   * capital letters is taken for one that tells them from small letters.
   *
   * @param folder the model's folder
   * @throws FormatException if the files are damaged, hostile or of another kind of tokenizer
   * @throws IllegalArgumentException if there is neither file
   */
  public static WordPiece open(Path folder) {
    Optional<Path> json = new Folder(folder).file("tokenizer.json");
    if (json.isPresent()) {
      return TokenizerJson.read(json.get());
    }
    Path lines = new Folder(folder).file("vocab.txt").orElse(null);
    if (lines != null) {
      Vocabulary vocabulary = VocabularyFile.read(lines);
      return new WordPiece(lines, vocabulary, TokenizerConfig.rules(folder, vocabulary));
    }
    throw new IllegalArgumentException(
        "wordpiece: the folder must hold vocab.txt or tokenizer.json; got neither in %s"
            .formatted(Shown.path(folder)));
  }

  /** Returns how many pieces the vocabulary has; their ids are 0 to this, exclusive. */
  public int size() {
    return vocabulary.size();
  }

  @Override
  public Encoding encode(String text) {
    Reading reading = new Reading(vocabulary);
    reading.added(opening, 1);
    read(text, 1, reading);
    reading.added(closing, 1);
    return reading.encoding();
  }

  @Override
  public Encoding encode(String first, String second) {
    Reading reading = new Reading(vocabulary);
    reading.added(opening, 1);
    read(first, 1, reading);
    reading.added(closing, 1);
    read(second, 2, reading);
    reading.added(closing, 2);
    return reading.encoding();
  }

  @Override
  public String piece(int id) {
    if (id < 0 || id >= vocabulary.size()) {
      throw new IllegalArgumentException(
          "piece: the id must be in 0 to %d; got %d".formatted(vocabulary.size() - 1, id));
    }
    return vocabulary.piece(id);
  }

  @Override
  public Optional<Integer> mask() {
    return mask < 0 ? Optional.empty() : Optional.of(mask);
  }

  @Override
  public Optional<Integer> unknown() {
    return Optional.of(unknown);
  }

  @Override
  public int padding() {
    return padding;
  }

  private static int required(Path file, Vocabulary vocabulary, String spelling) {
    int row = vocabulary.row(spelling);
    if (row < 0) {
      throw new FormatException(
          "wordpiece",
          file,
          0,
          "the vocabulary must hold the piece %s; got %d pieces without it; fetch the file again"
              .formatted(Spelling.shown(spelling), vocabulary.size()));
    }
    return row;
  }

  private void read(String text, int segment, Reading reading) {
    int from = 0;
    int at = 0;
    while (at < text.length()) {
      SpecialTokens.Special special = specials.at(text, at);
      if (special == null) {
        at++;
        continue;
      }
      readWords(text, from, at, segment, reading);
      from = at + special.spelling().length();
      reading.piece(special.row(), segment, at, from);
      reading.endWord(text, at, from, reading.size() - 1);
      at = from;
    }
    readWords(text, from, text.length(), segment, reading);
  }

  private void readWords(String text, int from, int to, int segment, Reading reading) {
    AlignedText plain = rules.normalisation().apply(text, from, to);
    int begun = 0;
    for (int i = 0; i < plain.size(); i++) {
      int code = plain.code(i);
      boolean mark = CharacterKinds.isPunctuation(code);
      if (mark || CharacterKinds.isWhiteSpace(code)) {
        readWord(text, plain, begun, i, segment, reading);
        begun = i + 1;
      }
      if (mark) {
        readWord(text, plain, i, i + 1, segment, reading);
      }
    }
    readWord(text, plain, begun, plain.size(), segment, reading);
  }

  private void readWord(
      String text, AlignedText plain, int from, int to, int segment, Reading reading) {
    if (from == to) {
      return;
    }
    int first = reading.size();
    if (to - from > rules.longestWord() || !spell(plain, from, to, segment, reading)) {
      reading.dropTo(first);
      reading.piece(unknown, segment, plain.start(from), plain.end(to - 1));
    }
    reading.endWord(text, plain.start(from), plain.end(to - 1), first);
  }

  /** Adds the longest pieces from left to right; returns whether they reach the word's end. */
  private boolean spell(AlignedText plain, int from, int to, int segment, Reading reading) {
    int at = from;
    while (at < to) {
      boolean continued = at > from;
      int end = vocabulary.longestFrom(plain.codes(), at, to, continued);
      if (end == at) {
        return false;
      }
      int row = vocabulary.row(plain.codes(), at, end, continued);
      reading.piece(row, segment, plain.start(at), plain.end(end - 1));
      at = end;
    }
    return true;
  }
}
