package io.blick.hub.huggingface;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a model: {@code owner/name[@revision][:file]}.
 *
 * @param repository owner and name, with a slash between
 * @param revision a branch, a tag or a commit
 * @param file the one GGUF file that is meant, if there is one
 */
public record ModelId(String repository, String revision, Optional<String> file) {
  private static final String WORD = "[A-Za-z0-9_](?:[\\w.-]*\\w)?";
  private static final Pattern FORM =
      Pattern.compile("(%1$s/%1$s)(?:@(%1$s(?:/%1$s)*))?(?::(.+))?".formatted(WORD));

  /** Returns the id that a text is, if it is one. */
  public static Optional<ModelId> of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || form.group(1).contains("..") || form.group(1).contains("--")) {
      return Optional.empty();
    }
    String revision = Optional.ofNullable(form.group(2)).orElse("main");
    return revision.contains("..")
        ? Optional.empty()
        : Optional.of(new ModelId(form.group(1), revision, Optional.ofNullable(form.group(3))));
  }

  /** Whether the revision is a commit, which never changes. */
  boolean isCommit() {
    return revision.matches("[0-9a-f]{40}");
  }

  @Override
  public String toString() {
    return repository
        + (revision.equals("main") ? "" : "@" + revision)
        + file.map(":"::concat).orElse("");
  }
}
