package io.blick.models.token.unigram;

import java.util.Arrays;

/**
 * A trie of spellings: of each beginning of a spelling a node, found by the node of a beginning one
 * character shorter and that character.
 */
final class PieceTrie {
  /** The node of the empty beginning. */
  static final int ROOT = 0;

  /** No node, or no spelling. */
  static final int NONE = -1;

  // Without an attack no run of occupied slots comes near this length.
  private static final int LONGEST_RUN = 1000;

  private int[] parents = new int[1024];
  private int[] letters = new int[1024];
  private int[] found = new int[1024];
  // A hash table of nodes, 0 where free; its size is a power of two, at least twice the nodes.
  private int[] slots = new int[2048];
  private int nodes = 1;

  PieceTrie() {
    found[ROOT] = NONE;
  }

  /**
   * Adds a spelling that is not empty; of equal ones the last counts.
   *
   * @throws IllegalArgumentException if spellings are made to collide
   */
  void add(String spelling, int piece) {
    int node = ROOT;
    for (int i = 0; i < spelling.length(); i += Character.charCount(spelling.codePointAt(i))) {
      int letter = spelling.codePointAt(i);
      int child = child(node, letter);
      node = child == NONE ? add(node, letter) : child;
    }
    found[node] = piece;
  }

  private int add(int parent, int letter) {
    if (nodes == parents.length) {
      grow();
    }
    parents[nodes] = parent;
    letters[nodes] = letter;
    found[nodes] = NONE;
    put(nodes);
    return nodes++;
  }

  private void grow() {
    parents = Arrays.copyOf(parents, 2 * nodes);
    letters = Arrays.copyOf(letters, 2 * nodes);
    found = Arrays.copyOf(found, 2 * nodes);
    slots = new int[4 * nodes];
    for (int node = 1; node < nodes; node++) {
      put(node);
    }
  }

  private void put(int node) {
    int slot = slot(parents[node], letters[node]);
    int run = 0;
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
      run++;
      if (run > LONGEST_RUN) {
        throw new IllegalArgumentException(
            "pieces must be of a vocabulary in use; got %d made to collide".formatted(run));
      }
    }
    slots[slot] = node;
  }

  /** Returns the node one character further, or {@link #NONE}. */
  int child(int parent, int letter) {
    int slot = slot(parent, letter);
    while (slots[slot] != 0) {
      int node = slots[slot];
      if (parents[node] == parent && letters[node] == letter) {
        return node;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return NONE;
  }

  /** Returns the piece whose spelling ends at a node, or {@link #NONE}. */
  int piece(int node) {
    return found[node];
  }

  private int slot(int parent, int letter) {
    long mixed = (((long) parent << 21) ^ letter) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 33) & (slots.length - 1);
  }
}
