package io.blick.lens.report.ablation;

/**
 * The edge from one word to another, both by name: {@code word#2} is the second of equal words.
 *
 * @param from name of the word that looks
 * @param to name of the word looked at
 */
public record NamedEdge(String from, String to) {}
