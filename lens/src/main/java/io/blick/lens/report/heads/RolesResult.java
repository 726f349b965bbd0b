package io.blick.lens.report.heads;

import io.blick.core.tensor.Parallel;
import io.blick.lens.report.Progress;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.RequestedHeads;
import io.blick.lens.report.request.Threads;
import io.blick.lens.roles.RoleExamples;
import io.blick.lens.roles.Roles;
import io.blick.lens.text.Terminal;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The accuracy with which each head points from a word to its syntactic partner.
 *
 * @param roles the numbers
 */
public record RolesResult(Roles roles) implements Result {

  /**
   * Measures on all cores.
   *
   * @param progress receives how many sentences are done
   * @throws io.blick.lens.corpus.CorpusException if a line is bad and the options do not skip it, a
   *     file has no sentence or the corpus no relation that is asked for, or no sentence can be
   *     measured
   * @throws io.blick.lens.report.RequestException if there is no such file, or the model has no
   *     head that is to be silenced
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static RolesResult of(TextModel model, RolesRequest request, Progress progress) {
    return of(new Threads.Own(), model, checked(model, request, progress), progress);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.corpus.CorpusException if a line is bad and the options do not skip it, a
   *     file has no sentence or the corpus no relation that is asked for, or no sentence can be
   *     measured
   * @throws io.blick.lens.report.RequestException if there is no such file, or the model has no
   *     head that is to be silenced
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static RolesResult of(
      Parallel threads, TextModel model, RolesRequest request, Progress progress) {
    return of(Threads.of("roles", threads), model, checked(model, request, progress), progress);
  }

  private static CheckedRequest<RolesRequest> checked(
      TextModel model, RolesRequest request, Progress progress) {
    CheckedRequest.require("roles", model, request, progress);
    return request.checked();
  }

  /** Measures on all cores, like the method above, what a checked request asks for. */
  public static RolesResult of(
      TextModel model, CheckedRequest<RolesRequest> checked, Progress progress) {
    return of(new Threads.Own(), model, checked, progress);
  }

  private static RolesResult of(
      Threads threads, TextModel model, CheckedRequest<RolesRequest> checked, Progress progress) {
    CheckedRequest.require("roles", model, checked, progress);
    RolesRequest request = checked.request();
    RequestedHeads.check(model, "silence", request.options().silenced());
    return threads.forMany(all -> {
      try (Progress.Counter counter = progress.count("sentences", checked.size())) {
        return new RolesResult(Roles.on(all, model, request.files(), request.options(), counter));
      }
    });
  }

  /** Returns a line for each relation and direction; on a terminal with bars. */
  @Override
  public String text(Terminal terminal) {
    return RolesText.text(roles, terminal);
  }

  /** Returns the same table as an HTML document without scripts. */
  public String html() {
    return RolesText.html(roles);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    RolesJson.write(roles, out);
  }

  /**
   * Writes a row for each relation, direction and head, or where examples were asked for a row for
   * each of those.
   */
  @Override
  public void tsv(OutputStream out) throws IOException {
    boolean examples =
        roles.relations().stream().anyMatch(role -> !role.examples().equals(RoleExamples.none()));
    if (examples) {
      RoleExamplesText.table(roles).tsv(out);
    } else {
      RolesTables.programs(roles).tsv(out);
    }
  }
}
