/**
 * The requests and results of what an encoder does with texts beside being looked at: their vectors
 * ({@code embed}), classes ({@code classify}) and tags ({@code tag}), and answers to a question in
 * one of them ({@code answer}). What they mean is said in {@code io.blick.models.task}, which
 * computes them. It knows no architecture and no command line.
 */
package io.blick.lens.report.task;
