package io.blick.lens.report.heads;

import io.blick.lens.argument.Required;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.roles.Roles;
import io.blick.lens.roles.RolesOptions;
import java.nio.file.Path;
import java.util.List;

/**
 * A request for the heads that point from a word to its syntactic partner.
 *
 * @param files the files of a treebank in CoNLL-U, at least one; together they are one corpus
 * @param options how the files are read
 */
public record RolesRequest(List<Path> files, RolesOptions options) {

  /** Copies the list. */
  public RolesRequest {
    files = Required.all("roles", "files", files);
    Required.of("roles", "options", options);
    if (files.isEmpty()) {
      throw CorpusException.lacking("roles", "at least one file", "none");
    }
  }

  /**
   * Checks every line and counts the sentences, without a model.
   *
   * @throws CorpusException if a line is bad and the options do not skip it, or if a file has no
   *     sentence
   * @throws io.blick.lens.report.RequestException if there is no such file
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public CheckedRequest<RolesRequest> checked() {
    return CheckedRequest.of(this, "roles", files, () -> Roles.check(files, options));
  }
}
