package io.blick.lens.report.task;

/**
 * A request for the vectors of texts.
 *
 * @param texts the texts
 */
public record EmbedRequest(TaskTexts texts) {}
