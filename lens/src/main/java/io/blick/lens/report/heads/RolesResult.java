package io.blick.lens.report.heads;

import io.blick.core.tensor.Parallel;
import io.blick.lens.draw.TextPage;
import io.blick.lens.json.Json;
import io.blick.lens.report.Progress;
import io.blick.lens.report.Result;
import io.blick.lens.roles.Roles;
import io.blick.lens.table.HtmlPage;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Which heads point from a word to its syntactic partner.
 *
 * @param roles the numbers
 */
public record RolesResult(Roles roles) implements Result {

  /**
   * Measures on all cores.
   *
   * @param progress is told how many sentences are done
   * @throws io.blick.lens.corpus.CorpusException if a line is bad and that is refused, a file has
   *     no sentence, or none can be measured
   * @throws io.blick.lens.report.RequestException if there is no such file
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static RolesResult of(TextModel model, RolesRequest request, Progress progress) {
    return of(model, request.checked(), progress);
  }

  /** Measures, as above, what was checked already. */
  public static RolesResult of(TextModel model, Checked<RolesRequest> checked, Progress progress) {
    RolesRequest request = checked.request();
    try (Parallel cores = Parallel.ofCores();
        Progress.Counter counter = progress.count("sentences", checked.size())) {
      return new RolesResult(Roles.on(cores, model, request.files(), request.options(), counter));
    }
  }

  /** Returns a line for each relation and direction; on a terminal with bars. */
  @Override
  public String text(Terminal terminal) {
    var lines = new TextPage(terminal.columns());
    lines
        .sentence(Visible.text(RolesWords.measured(roles)))
        .sentence(RolesWords.DEFINITION)
        .blank();
    RolesTables.people(roles).text(lines, terminal);
    lines.blank();
    RolesWords.CAUTIONS.forEach(lines::sentence);
    return lines.toString();
  }

  /** Returns the same table as a page of its own, without script. */
  public String html() {
    String measured = RolesWords.measured(roles);
    return new HtmlPage(measured, "Heads and syntactic roles")
        .paragraph(measured)
        .paragraph(RolesWords.DEFINITION)
        .list(RolesWords.CAUTIONS)
        .table(RolesTables.people(roles))
        .document();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    Json.line(out, json -> RolesJson.write(json, roles));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    RolesTables.programs(roles).tsv(out);
  }
}
