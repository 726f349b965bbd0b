package io.blick.lens.roles;

import io.blick.lens.run.ScratchFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The cases of all sentences, in a temporary file. */
final class CaseFile implements AutoCloseable {
  private final ScratchFile scratch = new ScratchFile("cases");
  private final int longs;
  private int sentences;

  /**
   * A case: one dependency seen in one direction.
   *
   * @param role number of the relation and direction
   * @param correct the heads that are right
   */
  record Case(int role, CorrectHeads correct) {}

  CaseFile(int heads) {
    longs = CorrectHeads.longs(heads);
  }

  /** Adds the cases of the next sentence. */
  void add(List<Case> cases) {
    DataOutputStream out = scratch.out();
    try {
      out.writeInt(cases.size());
      for (Case one : cases) {
        out.writeInt(one.role);
        for (long bits : one.correct.bits()) {
          out.writeLong(bits);
        }
      }
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
    sentences++;
  }

  /** Returns how many sentences there are. */
  int sentences() {
    return sentences;
  }

  /** Shows the cases of each sentence, in order; none can be added then. */
  void each(Consumer<List<Case>> visitor) {
    try {
      DataInputStream in = scratch.in();
      for (int sentence = 0; sentence < sentences; sentence++) {
        visitor.accept(read(in));
      }
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  /**
   * Shows the cases of each sentence in this file and in another one that has as many sentences.
   */
  void each(CaseFile other, BiConsumer<List<Case>, List<Case>> visitor) {
    try {
      DataInputStream in = scratch.in();
      DataInputStream otherIn = other.scratch.in();
      for (int sentence = 0; sentence < sentences; sentence++) {
        visitor.accept(read(in), other.read(otherIn));
      }
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private List<Case> read(DataInputStream in) throws IOException {
    List<Case> cases = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      int role = in.readInt();
      long[] bits = new long[longs];
      for (int j = 0; j < longs; j++) {
        bits[j] = in.readLong();
      }
      cases.add(new Case(role, new CorrectHeads(bits)));
    }
    return cases;
  }

  @Override
  public void close() {
    scratch.close();
  }
}
