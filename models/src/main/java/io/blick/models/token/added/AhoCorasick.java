package io.blick.models.token.added;

import java.util.Arrays;
import java.util.List;

/**
 * For each place of a text the longest of many spellings that begins there, in time proportional to
 * the text. The spellings stand backwards in a trie, the text is walked backwards, and where no
 * longer spelling goes on, the walk falls back to the longest that does.
 *
 * @see <a href="https://doi.org/10.1145/360825.360855">Aho and Corasick 1975</a>
 */
final class AhoCorasick {
  private static final int ROOT = 0;
  private static final int NONE = -1;

  // Of each node: the node above, the code point that leads here, how many lead here.
  private int[] parents = new int[16];
  private int[] letters = new int[16];
  private int[] depths = new int[16];
  // The longest spelling that ends at a node or where it falls back to, by index.
  private int[] found = new int[16];
  private int[] fallbacks = new int[0];
  // Node, or 0 where free; a power of two, at least twice as many as nodes.
  private int[] slots = new int[32];
  private int nodes = 1;

  /** Builds it; of spellings that are alike the first counts. */
  AhoCorasick(List<int[]> spellings) {
    found[ROOT] = NONE;
    for (int i = 0; i < spellings.size(); i++) {
      int node = ROOT;
      int[] codes = spellings.get(i);
      for (int at = codes.length - 1; at >= 0; at--) {
        int child = child(node, codes[at]);
        node = child == ROOT ? add(node, codes[at]) : child;
      }
      if (node != ROOT && found[node] == NONE) {
        found[node] = i;
      }
    }
    linkFallbacks();
  }

  /** Returns the index of the longest spelling that begins at each place, or -1. */
  int[] longest(int[] codes, int size) {
    int[] longest = new int[size];
    int node = ROOT;
    for (int at = size - 1; at >= 0; at--) {
      node = next(node, codes[at]);
      longest[at] = found[node];
    }
    return longest;
  }

  private int next(int from, int letter) {
    int node = from;
    int child = child(node, letter);
    while (child == ROOT && node != ROOT) {
      node = fallbacks[node];
      child = child(node, letter);
    }
    return child;
  }

  /** From the shallowest nodes on, since each falls back to a shallower one. */
  private void linkFallbacks() {
    fallbacks = new int[nodes];
    for (int node : byDepth()) {
      if (depths[node] > 1) {
        fallbacks[node] = next(fallbacks[parents[node]], letters[node]);
      }
      if (found[node] == NONE) {
        found[node] = found[fallbacks[node]];
      }
    }
  }

  private int[] byDepth() {
    int deepest = 0;
    for (int node = 0; node < nodes; node++) {
      deepest = Math.max(deepest, depths[node]);
    }
    int[] places = new int[deepest + 2];
    for (int node = 0; node < nodes; node++) {
      places[depths[node] + 1]++;
    }
    Arrays.parallelPrefix(places, Integer::sum);
    int[] sorted = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      sorted[places[depths[node]]++] = node;
    }
    return sorted;
  }

  private int add(int parent, int letter) {
    if (nodes == parents.length) {
      grow();
    }
    parents[nodes] = parent;
    letters[nodes] = letter;
    depths[nodes] = depths[parent] + 1;
    found[nodes] = NONE;
    put(nodes);
    return nodes++;
  }

  private void grow() {
    parents = Arrays.copyOf(parents, 2 * nodes);
    letters = Arrays.copyOf(letters, 2 * nodes);
    depths = Arrays.copyOf(depths, 2 * nodes);
    found = Arrays.copyOf(found, 2 * nodes);
    slots = new int[4 * nodes];
    for (int node = 1; node < nodes; node++) {
      put(node);
    }
  }

  private void put(int node) {
    int slot = slot(parents[node], letters[node]);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = node;
  }

  /** Returns the node below that a letter leads to, or the root if none does. */
  private int child(int parent, int letter) {
    int slot = slot(parent, letter);
    while (slots[slot] != 0
        && !(parents[slots[slot]] == parent && letters[slots[slot]] == letter)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slots[slot];
  }

  private int slot(int parent, int letter) {
    long mixed = (((long) parent << 21) ^ letter) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 33) & (slots.length - 1);
  }
}
