package io.blick.models.token.wordpiece;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.blick.models.token.Piece;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Hugging Face tokenizer itself, on a vocabulary of ours; it reads nothing from the network.
 */
public final class Oracle implements AutoCloseable {
  static {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty(
        "DJL_CACHE_DIR", Path.of("target", "oracle").toAbsolutePath().toString());
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }

  private final HuggingFaceTokenizer tokenizer;

  private Oracle(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Loads it with BERT's rules, by way of a tokenizer.json in a folder. */
  static Oracle of(List<String> vocabulary, boolean lowerCase, Path folder) throws IOException {
    return of(TokenizerJsonFile.write(folder, vocabulary, lowerCase));
  }

  public static Oracle of(Path file) throws IOException {
    return new Oracle(
        HuggingFaceTokenizer.newInstance(file, Map.of("truncation", "false", "padding", "false")));
  }

  /**
   * Returns the pieces of a text, each described as by
   * {@link #described(io.blick.models.token.Encoding)}.
   */
  List<String> encode(String text) {
    return described(tokenizer.encode(text, true, false), List.of(text));
  }

  /** Returns the row and the place of each piece of a text. */
  public List<String> placed(String text) {
    Encoding encoding = tokenizer.encode(text, true, false);
    int[] places = places(text);
    List<String> placed = new ArrayList<>();
    @Nullable CharSpan[] spans = encoding.getCharTokenSpans();
    for (int i = 0; i < spans.length; i++) {
      placed.add(encoding.getIds()[i] + " at " + place(spans[i], places));
    }
    return placed;
  }

  /** Returns what our own tokenizer makes of a text, in the form of {@link #placed(String)}. */
  public static List<String> placed(io.blick.models.token.Encoding encoding) {
    return encoding.pieces().stream()
        .map(piece -> switch (piece) {
          case Piece.Added added -> added.id() + " at added";
          case Piece.InText in -> in.id() + " at " + in.start() + "-" + in.end();
        })
        .toList();
  }

  List<String> encode(String first, String second) {
    return described(tokenizer.encode(first, second, true, false), List.of(first, second));
  }

  private static List<String> described(Encoding encoding, List<String> texts) {
    List<String> described = new ArrayList<>();
    List<int[]> places = texts.stream().map(Oracle::places).toList();
    int word = -1;
    long before = -1;
    @Nullable CharSpan[] spans = encoding.getCharTokenSpans();
    for (int i = 0; i < spans.length; i++) {
      int segment = (int) encoding.getTypeIds()[i] + 1;
      long wordId = encoding.getWordIds()[i];
      word += wordId < 0 || wordId != before ? 1 : 0;
      before = wordId;
      described.add(described(
          encoding.getIds()[i],
          encoding.getTokens()[i],
          segment,
          word,
          place(spans[i], places.get(segment - 1))));
    }
    return described;
  }

  /** Returns the UTF-16 index of each code point, and that of the end. */
  private static int[] places(String text) {
    int[] places = new int[text.codePointCount(0, text.length()) + 1];
    for (int i = 1; i < places.length; i++) {
      places[i] = text.offsetByCodePoints(places[i - 1], 1);
    }
    return places;
  }

  private static String place(@Nullable CharSpan span, int... places) {
    return span == null ? "added" : places[span.getStart()] + "-" + places[span.getEnd()];
  }

  private static String described(long id, String piece, int segment, int word, String place) {
    return piece + "=" + id + " segment " + segment + " word " + word + " at " + place;
  }

  /** Returns what our own tokenizer makes of a text, in the same form. */
  static List<String> described(io.blick.models.token.Encoding encoding) {
    List<String> described = new ArrayList<>();
    for (Piece piece : encoding.pieces()) {
      String place = switch (piece) {
        case Piece.Added added -> "added";
        case Piece.InText in -> in.start() + "-" + in.end();
      };
      described.add(described(piece.id(), piece.text(), piece.segment(), piece.word(), place));
    }
    return described;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
