package io.blick.models.token.added;

import java.util.Arrays;
import java.util.List;

/**
 * An Aho–Corasick automaton: finds the longest of many spellings that begins at each place of a
 * text, in time proportional to the text. The trie holds the spellings backwards, and the text is
 * read backwards; where no longer spelling continues, the automaton falls back to the longest that
 * does.
 *
 * @see <a href="https://doi.org/10.1145/360825.360855">Aho and Corasick 1975</a>
 */
final class AhoCorasick {
  private static final int ROOT = 0;
  private static final int NONE = -1;

  // Of each node: its parent, the code point of the edge from there, and its depth.
  private int[] parents = new int[16];
  private int[] letters = new int[16];
  private int[] depths = new int[16];
  // The index of the longest spelling that ends at a node or at one of its fallbacks.
  private int[] found = new int[16];
  private int[] fallbacks = new int[0];
  // A hash table of nodes, 0 where free; its size is a power of two, at least twice the nodes.
  private int[] slots = new int[32];
  private int nodes = 1;

  /** Builds the automaton; of equal spellings the first counts. */
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

  /**
   * Returns the index of the longest spelling that begins at each place, or -1 if there is none.
   */
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

  /**
   * Links each node to its fallback, in the order of depth, since a fallback is always less deep.
   */
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

  /** Returns the child of a node by a code point, or the root if there is none. */
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
