package io.blick.lens.report.heads;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.json.Json;
import io.blick.lens.json.JsonWriter;
import io.blick.lens.report.Progress;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.Threads;
import io.blick.lens.roles.Role;
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
   *     file has no sentence, or no sentence can be measured
   * @throws io.blick.lens.report.RequestException if there is no such file
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static RolesResult of(TextModel model, RolesRequest request, Progress progress) {
    return of(new Threads.Own(), model, checked(request), progress);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.corpus.CorpusException if a line is bad and the options do not skip it, a
   *     file has no sentence, or no sentence can be measured
   * @throws io.blick.lens.report.RequestException if there is no such file
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static RolesResult of(
      Parallel threads, TextModel model, RolesRequest request, Progress progress) {
    return of(Threads.of("roles", threads), model, checked(request), progress);
  }

  private static CheckedRequest<RolesRequest> checked(RolesRequest request) {
    return Required.of("roles", "request", request).checked();
  }

  /** Measures on all cores, like the method above, what a checked request asks for. */
  public static RolesResult of(
      TextModel model, CheckedRequest<RolesRequest> checked, Progress progress) {
    return of(new Threads.Own(), model, checked, progress);
  }

  private static RolesResult of(
      Threads threads, TextModel model, CheckedRequest<RolesRequest> checked, Progress progress) {
    Required.of("roles", "model", model);
    RolesRequest request = Required.of("roles", "request", checked).request();
    Required.of("roles", "progress", progress);
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
    Json.line(
        out,
        json -> json.text("model", roles.model())
            .count("sentences", roles.sentences())
            .count("skipped", roles.skipped())
            .count("words", roles.words())
            .objects("relations", roles.relations(), RolesResult::role));
  }

  private static void role(JsonWriter json, Role role) throws IOException {
    json.text("relation", role.relation()).text("direction", role.direction().label());
    HeadAccuracies.of(role).json(json);
    json.object(
        "offset",
        offset -> offset
            .count("offset", role.offset().offset())
            .number("accuracy", role.offset().accuracy()));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    RolesTables.programs(roles).tsv(out);
  }
}
