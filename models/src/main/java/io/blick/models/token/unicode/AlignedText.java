package io.blick.models.token.unicode;

import java.util.Arrays;

/** Code points, each with the range of the original text that it came from, in UTF-16 indices. */
public final class AlignedText {
  private int[] codes;
  private int[] starts;
  private int[] ends;
  private int size;

  AlignedText(int capacity) {
    codes = new int[capacity];
    starts = new int[capacity];
    ends = new int[capacity];
  }

  /** Returns the code points of a text, unchanged. */
  public static AlignedText of(String text) {
    AlignedText aligned = new AlignedText(text.length());
    int next;
    for (int i = 0; i < text.length(); i = next) {
      int code = text.codePointAt(i);
      next = i + Character.charCount(code);
      aligned.add(code, i, next);
    }
    return aligned;
  }

  public int size() {
    return size;
  }

  public int code(int i) {
    return codes[i];
  }

  /** Returns the array of the code points; its elements from {@link #size()} on are undefined. */
  public int[] codes() {
    return codes;
  }

  public int start(int i) {
    return starts[i];
  }

  public int end(int i) {
    return ends[i];
  }

  /**
   * Returns a part of this text with a code point before it, in the place of the part's first.
   *
   * @param code the code point
   * @param from the beginning of the part
   * @param to its end, exclusive, behind its beginning
   */
  public AlignedText after(int code, int from, int to) {
    AlignedText longer = new AlignedText(to - from + 1);
    longer.add(code, starts[from], ends[from]);
    for (int i = from; i < to; i++) {
      longer.add(codes[i], starts[i], ends[i]);
    }
    return longer;
  }

  /** Returns the part of this text from one place to another. */
  public AlignedText part(int from, int to) {
    AlignedText part = new AlignedText(to - from);
    System.arraycopy(codes, from, part.codes, 0, to - from);
    System.arraycopy(starts, from, part.starts, 0, to - from);
    System.arraycopy(ends, from, part.ends, 0, to - from);
    part.size = to - from;
    return part;
  }

  /** Adds a code point that stands for the characters of the text from start to end. */
  void add(int code, int start, int end) {
    if (size == codes.length) {
      int capacity = Math.max(16, 2 * size);
      codes = Arrays.copyOf(codes, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    set(size++, code, start, end);
  }

  /** Replaces a code point. */
  void set(int i, int code, int start, int end) {
    codes[i] = code;
    starts[i] = start;
    ends[i] = end;
  }
}
