package io.blick.models.token.pipeline;

import io.blick.models.token.Decoding;
import io.blick.models.token.bpe.ByteLetters;
import io.blick.models.token.bpe.ByteLevelBpe;
import io.blick.models.token.unicode.AlignedText;
import io.blick.models.token.vocabulary.FoundPieces;
import io.blick.models.token.vocabulary.PieceCutter;
import io.blick.models.token.vocabulary.Pieces;
import io.blick.models.token.wordpiece.WordPiece;
import io.blick.models.token.wordpiece.WordPieceVocabulary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** How text between added tokens is cut into pieces, and how pieces become text again. */
public sealed interface Subwords {

  /** Cuts a part of a text, without added tokens, into pieces. */
  void cut(AlignedText plain, int from, int to, FoundPieces found);

  /** Returns the words of a text, once all of it is cut. */
  List<WordRange> words(String text, FoundPieces found);

  /** Narrows the offsets of the pieces, as the tokenizer's file asks for it. */
  void narrow(String text, FoundPieces found, Pieces pieces);

  /** Begins a text that is made of pieces. */
  Decoding decoding(Pieces pieces);

  /**
   * BERT's pieces of words. The words are those that it cuts; in text made of pieces a blank stands
   * before each piece that does not continue a word.
   *
   * @param kind the vocabulary and the cut
   */
  record WordPieces(WordPiece kind) implements Subwords {
    @Override
    public void cut(AlignedText plain, int from, int to, FoundPieces found) {
      kind.cut(plain, from, to, found);
    }

    @Override
    public List<WordRange> words(String text, FoundPieces found) {
      return WordsAsCut.of(text, found);
    }

    @Override
    public void narrow(String text, FoundPieces found, Pieces pieces) {
      // Words have no blanks at their ends; those of added tokens are left out as they are found.
    }

    @Override
    public Decoding decoding(Pieces pieces) {
      return new Decoding(
          id -> pieces.spelled(id).getBytes(StandardCharsets.UTF_8),
          id -> following(pieces.spelled(id)).getBytes(StandardCharsets.UTF_8));
    }

    private static String following(String piece) {
      return piece.startsWith(WordPieceVocabulary.CONTINUED)
          ? piece.substring(WordPieceVocabulary.CONTINUED.length())
          : " " + piece;
    }
  }

  /**
   * Byte pairs. Words are cut from the text afterwards; text made of pieces is their bytes.
   *
   * @param kind the vocabulary, the merges and the cut
   * @param offsets what becomes of blanks in offsets
   */
  record BytePairs(ByteLevelBpe kind, BlankOffsets offsets) implements Subwords {
    @Override
    public void cut(AlignedText plain, int from, int to, FoundPieces found) {
      kind.cut(plain, from, to, found);
    }

    @Override
    public List<WordRange> words(String text, FoundPieces found) {
      return WordCutter.of(text, found);
    }

    @Override
    public void narrow(String text, FoundPieces found, Pieces pieces) {
      offsets.apply(text, found, pieces::piece);
    }

    @Override
    public Decoding decoding(Pieces pieces) {
      IntFunction<byte[]> bytes = id -> {
        String piece = pieces.spelled(id);
        return pieces.added().spelling(id).isPresent()
            ? piece.getBytes(StandardCharsets.UTF_8)
            : ByteLetters.bytes(piece);
      };
      return new Decoding(bytes, bytes);
    }
  }

  /**
   * Pieces of characters whose blanks are spelled {@code ▁}, as SentencePiece makes them. Words are
   * cut from the text afterwards.
   *
   * @param kind how a word is cut into pieces, which go where they are found
   * @param metaspace how text is cut into words for that
   * @param offsets what becomes of blanks in offsets
   * @param spelling how pieces become text again
   */
  record Spaced(
      Function<FoundPieces, PieceCutter> kind,
      Metaspace metaspace,
      BlankOffsets offsets,
      BlankSpelling spelling)
      implements Subwords {
    @Override
    public void cut(AlignedText plain, int from, int to, FoundPieces found) {
      metaspace.cut(plain, from, to, kind.apply(found));
    }

    @Override
    public List<WordRange> words(String text, FoundPieces found) {
      return WordCutter.of(text, found);
    }

    @Override
    public void narrow(String text, FoundPieces found, Pieces pieces) {
      offsets.apply(text, found, pieces::piece);
    }

    @Override
    public Decoding decoding(Pieces pieces) {
      return spelling.decoding(pieces);
    }
  }
}
