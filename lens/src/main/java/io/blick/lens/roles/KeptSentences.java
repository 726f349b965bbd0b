package io.blick.lens.roles;

import io.blick.lens.corpus.SentencePlace;
import io.blick.lens.corpus.SentenceText;
import io.blick.lens.run.ScratchFile;
import io.blick.lens.run.TreebankSentence;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sentences of a corpus with what every head looks at in them, in a temporary file: which head
 * is the best, and so which cases are examples, is known only at the end.
 */
final class KeptSentences implements AutoCloseable {
  private final ScratchFile scratch = new ScratchFile("sentences");
  private int sentences;

  /**
   * A case: who looks, and who is right.
   *
   * @param role number of the relation and direction
   * @param from index of the word that looks
   * @param to index of the word that is right
   */
  record Pair(int role, int from, int to) {}

  /** A sentence as it comes back. */
  static final class Kept {
    private final SentencePlace place;
    private final SentenceText text;
    private final List<Pair> pairs;
    private final byte[] targets;

    private Kept(SentencePlace place, SentenceText text, List<Pair> pairs, byte[] targets) {
      this.place = place;
      this.text = text;
      this.pairs = pairs;
      this.targets = targets;
    }

    SentencePlace place() {
      return place;
    }

    SentenceText text() {
      return text;
    }

    /** Returns its cases. */
    List<Pair> pairs() {
      return pairs;
    }

    /** Returns the word that a word looks at most in a head. */
    int target(int head, int word) {
      return targets[head * text.words().size() + word];
    }
  }

  /** Adds the next sentence. */
  void add(TreebankSentence sentence, List<Pair> pairs, StrongestTargets targets) {
    DataOutputStream out = scratch.out();
    try {
      text(out, sentence.place().file());
      out.writeLong(sentence.place().number());
      text(out, sentence.place().id().orElse(""));
      SentenceText text = SentenceText.of(sentence.words());
      text(out, text.text());
      out.writeInt(text.words().size());
      for (SentenceText.Span word : text.words()) {
        out.writeInt(word.start());
        out.writeInt(word.end());
      }
      out.writeInt(pairs.size());
      for (Pair pair : pairs) {
        out.writeInt(pair.role);
        out.writeByte(pair.from);
        out.writeByte(pair.to);
      }
      bytes(out, targets.all());
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
    sentences++;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    bytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** A step that takes a sentence, and returns whether it wants the next. */
  @FunctionalInterface
  interface Reader {
    /** Takes a sentence. */
    boolean take(Kept sentence);
  }

  /** Shows the sentences in order, until the reader has enough; none can be added then. */
  void each(Reader reader) {
    try {
      DataInputStream in = scratch.in();
      boolean more = true;
      for (int sentence = 0; more && sentence < sentences; sentence++) {
        more = reader.take(read(in));
      }
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private static Kept read(DataInputStream in) throws IOException {
    String file = text(in);
    long number = in.readLong();
    String id = text(in);
    String text = text(in);
    List<SentenceText.Span> words = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      words.add(new SentenceText.Span(in.readInt(), in.readInt()));
    }
    List<Pair> pairs = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      pairs.add(new Pair(in.readInt(), in.readByte(), in.readByte()));
    }
    Optional<String> named = id.isEmpty() ? Optional.empty() : Optional.of(id);
    return new Kept(
        new SentencePlace(file, number, named),
        new SentenceText(text, words),
        pairs,
        in.readNBytes(in.readInt()));
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    scratch.close();
  }
}
