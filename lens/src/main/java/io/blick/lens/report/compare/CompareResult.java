package io.blick.lens.report.compare;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.report.Result;
import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookResult;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.TextUnits;
import io.blick.models.text.TextModel;

/**
 * The looks of heads on two sides, and where they differ, with a kind of result for each form of
 * {@link io.blick.lens.report.look.LookTarget}. A difference is the second side's number less the
 * first side's. Units that one side alone has take no part. It keeps both passes, and computes its
 * numbers each time they are asked for.
 */
public sealed interface CompareResult extends Result
    permits ComparedPairs, ComparedHead, ComparedRankings, ComparedRollout {

  /**
   * Compares two texts before one model.
   *
   * @throws io.blick.lens.report.RequestException if the model has no such layer or head
   * @throws io.blick.lens.trace.TextException if the model cannot run a text, or if one lacks a
   *     word of the request; the message says which text
   */
  static CompareResult of(TextModel model, CompareRequest request) {
    Required.of("compare", "model", model);
    return CompareRun.ofTexts(model, request, one -> LookResult.of(model, one));
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.report.RequestException if the model has no such layer or head
   * @throws io.blick.lens.trace.TextException if the model cannot run a text, or if one lacks a
   *     word of the request; the message says which text
   */
  static CompareResult of(Parallel threads, TextModel model, CompareRequest request) {
    Required.of("compare", "threads", threads);
    Required.of("compare", "model", model);
    return CompareRun.ofTexts(model, request, one -> LookResult.of(threads, model, one));
  }

  /**
   * Compares two models before one text, or one pair of texts.
   *
   * @throws io.blick.lens.report.RequestException if a model has no such layer or head
   * @throws io.blick.lens.trace.TextException if a model cannot run the text, or if the text lacks
   *     a word of the request; the message says which model
   */
  static CompareResult of(TextModel first, TextModel second, LookRequest request) {
    Required.of("compare", "first model", first);
    Required.of("compare", "second model", second);
    return CompareRun.ofModels(first, second, request, LookResult::of);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.report.RequestException if a model has no such layer or head
   * @throws io.blick.lens.trace.TextException if a model cannot run the text, or if the text lacks
   *     a word of the request; the message says which model
   */
  static CompareResult of(
      Parallel threads, TextModel first, TextModel second, LookRequest request) {
    Required.of("compare", "threads", threads);
    Required.of("compare", "first model", first);
    Required.of("compare", "second model", second);
    return CompareRun.ofModels(
        first, second, request, (model, one) -> LookResult.of(threads, model, one));
  }

  /** Returns what the sides are. */
  Sides sides();

  /** Returns the first side alone, A. */
  LookResult first();

  /** Returns the second side alone, B. */
  LookResult second();

  /** Returns what the numbers are. */
  default EdgeScore edgeScore() {
    return first().edgeScore();
  }

  /** Returns which units of the sides are the same. */
  Alignment alignment();

  /** Returns the units of the first side. */
  default TextUnits firstUnits() {
    return first().maps().units();
  }

  /** Returns the units of the second side. */
  default TextUnits secondUnits() {
    return second().maps().units();
  }

  /** Returns the comparison as one SVG document. */
  String svg();
}
