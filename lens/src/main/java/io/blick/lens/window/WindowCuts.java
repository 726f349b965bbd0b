package io.blick.lens.window;

import java.util.ArrayList;
import java.util.List;

/**
 * The cutting of a text: windows overlap by about half, and begin and end between words. Only a
 * word that is longer than a window is cut between its pieces.
 */
final class WindowCuts {
  private final int[] begins;
  private final int[] ends;
  private final int first;
  private final int last;
  private final int most;

  /**
   * Sets what is to be cut.
   *
   * @param begins of each piece the first piece of its word
   * @param ends of each piece the index after the last piece of its word
   * @param first index of the first piece of the text itself
   * @param last index after the last piece of the text itself
   * @param most pieces of the text itself in a window, at least 1
   */
  WindowCuts(int[] begins, int[] ends, int first, int last, int most) {
    this.begins = begins;
    this.ends = ends;
    this.first = first;
    this.last = last;
    this.most = most;
  }

  List<Window> windows() {
    List<Window> windows = new ArrayList<>();
    int from = first;
    int reached = first;
    while (true) {
      int to = end(from);
      // A window that reaches no further than the one before has nothing to add to it.
      if (to > reached) {
        windows.add(new Window(from, to));
        reached = to;
      }
      if (to == last) {
        return windows;
      }
      from = next(from, to);
    }
  }

  private boolean isLong(int piece) {
    return ends[piece] - begins[piece] > most;
  }

  private int end(int from) {
    int end = from + most;
    if (end >= last) {
      return last;
    }
    return isLong(end) ? end : begins[end];
  }

  private int next(int from, int to) {
    int middle = from + Math.max(1, (to - from) / 2);
    if (middle >= to || isLong(middle)) {
      return Math.min(middle, to);
    }
    int begin = begins[middle];
    int end = ends[middle];
    if (begin <= from) {
      return end;
    }
    return end >= to || middle - begin <= end - middle ? begin : end;
  }
}
