package io.blick.lens.report.task;

/**
 * A request for the tagged spans of texts.
 *
 * @param texts the texts
 */
public record TagRequest(TaskTexts texts) {}
