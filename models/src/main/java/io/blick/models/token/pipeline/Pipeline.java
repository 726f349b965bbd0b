package io.blick.models.token.pipeline;

import io.blick.models.token.Decoding;
import io.blick.models.token.Encoding;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.added.AddedTokens;
import io.blick.models.token.unicode.AlignedText;
import io.blick.models.token.unicode.Composed;
import io.blick.models.token.unicode.Normalisation;
import io.blick.models.token.unicode.Rewritten;
import io.blick.models.token.unicode.Unchanged;
import io.blick.models.token.vocabulary.FoundPieces;
import io.blick.models.token.vocabulary.Pieces;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A tokenizer in the steps that all take: added tokens are found in the text as typed; what is
 * between them is normalised, searched for the tokens that are found afterwards, and cut into words
 * and pieces; around all stand the pieces that the model adds. No text is truncated.
 */
public final class Pipeline implements Tokenizer {
  private final Pieces pieces;
  private final TextRules rules;
  private final Subwords subwords;
  private final Template template;
  private final NamedPieces named;
  private final List<String> notes;

  /**
   * Puts a tokenizer together.
   *
   * @param pieces all pieces
   * @param rules what is done to a text besides cutting it
   * @param subwords how it is cut
   * @param template what the model adds
   * @param named pieces with a task of their own
   * @param notes what was assumed, one sentence each
   */
  public Pipeline(
      Pieces pieces,
      TextRules rules,
      Subwords subwords,
      Template template,
      NamedPieces named,
      List<String> notes) {
    this.pieces = pieces;
    this.rules = rules;
    this.subwords = subwords;
    this.template = template;
    this.named = named;
    this.notes = List.copyOf(notes);
  }

  @Override
  public Encoding encode(String text) {
    Objects.requireNonNull(text, "encode: text must not be null");
    return encoded(template.single(), List.of(text));
  }

  @Override
  public Encoding encode(String first, String second) {
    Objects.requireNonNull(first, "encode: first must not be null");
    Objects.requireNonNull(second, "encode: second must not be null");
    return encoded(template.pair(), List.of(first, second));
  }

  @Override
  public Encoding encodeWords(List<String> words) {
    return switch (subwords) {
      case Subwords.WordPieces _ -> Tokenizer.super.encodeWords(words);
      case Subwords.BytePairs _, Subwords.Spaced _ -> inSentence(words);
    };
  }

  /** Cuts words that stand in a sentence, with a blank between two. */
  private Encoding inSentence(List<String> words) {
    EncodingBuilder encoding = new EncodingBuilder(pieces);
    for (Template.Part part : template.single()) {
      switch (part) {
        case Template.Part.Added added -> encoding.addAround(added);
        case Template.Part.Text which ->
          new GivenWords(words, unknown()).add(this::cut, which.segment(), encoding);
      }
    }
    return encoding.build();
  }

  private Encoding encoded(List<Template.Part> parts, List<String> texts) {
    EncodingBuilder encoding = new EncodingBuilder(pieces);
    for (Template.Part part : parts) {
      switch (part) {
        case Template.Part.Added added -> encoding.addAround(added);
        case Template.Part.Text which -> read(texts.get(which.index()), which.segment(), encoding);
      }
    }
    return encoding.build();
  }

  private void read(String text, int segment, EncodingBuilder encoding) {
    FoundPieces found = cut(text);
    List<WordRange> words = subwords.words(text, found);
    subwords.narrow(text, found, pieces);
    encoding.addText(text, words, found, segment);
  }

  private FoundPieces cut(String text) {
    FoundPieces found = new FoundPieces();
    AlignedText typed = AlignedText.of(text);
    int from = 0;
    for (AddedTokens.Match match : pieces.added().typedIn(typed)) {
      cutBetween(text, typed, from, match.from(), found);
      addToken(typed, match, found);
      from = match.to();
    }
    cutBetween(text, typed, from, typed.size(), found);
    return found;
  }

  private void addToken(AlignedText aligned, AddedTokens.Match whole, FoundPieces found) {
    AddedTokens.Match match = switch (rules.offsets()) {
      case WITH_WHITE_SPACE -> whole;
      case TRIMMED -> whole.trimmedIn(aligned);
    };
    found.addToken(match.piece().row(), aligned.start(match.from()), aligned.end(match.to() - 1));
  }

  /** Cuts the text between added tokens that were found as typed. */
  private void cutBetween(String text, AlignedText typed, int from, int to, FoundPieces found) {
    if (from >= to) {
      return;
    }
    AlignedText plain = rules.normaliser().apply(text, typed.start(from), typed.end(to - 1));
    int begun = 0;
    for (AddedTokens.Match match : pieces.added().normalisedIn(plain)) {
      subwords.cut(plain, begun, match.from(), found);
      addToken(plain, match, found);
      begun = match.to();
    }
    subwords.cut(plain, begun, plain.size(), found);
  }

  @Override
  public String piece(int id) {
    checkRow("piece", id);
    return pieces.piece(id);
  }

  @Override
  public int size() {
    return pieces.size();
  }

  @Override
  public Decoding decoding() {
    return subwords.decoding(pieces);
  }

  @Override
  public boolean isSpecial(int id) {
    checkRow("isSpecial", id);
    return pieces.added().isSpecial(id);
  }

  private void checkRow(String operation, int id) {
    if (id < 0 || id >= pieces.size()) {
      throw new IllegalArgumentException(
          "%s: the id must be in 0 to %d; got %d".formatted(operation, pieces.size() - 1, id));
    }
  }

  @Override
  public Optional<Integer> mask() {
    return named.mask();
  }

  @Override
  public Optional<Integer> unknown() {
    return named.unknown();
  }

  @Override
  public Optional<Integer> padding() {
    return named.padding();
  }

  @Override
  public Optional<Integer> beginning() {
    return named.beginning();
  }

  @Override
  public Optional<Integer> end() {
    return named.end();
  }

  @Override
  public boolean lowersCase() {
    return switch (rules.normaliser()) {
      case Normalisation bert -> bert.lowerCase();
      case Unchanged _, Composed _, Rewritten _ -> false;
    };
  }

  @Override
  public boolean tellsSegments() {
    return rules.tellsSegments();
  }

  @Override
  public List<String> notes() {
    return notes;
  }
}
