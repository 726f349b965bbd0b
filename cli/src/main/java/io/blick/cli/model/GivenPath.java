package io.blick.cli.model;

import io.blick.cli.command.InputPath;
import io.blick.cli.error.FailureException;
import io.blick.cli.error.Quote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model that is given by a path, or by what looks like one: an address.
 *
 * @param option the option that names it
 * @param value as it was given
 * @param path that it means
 */
record GivenPath(String option, String value, Path path) {
  private static final Pattern HUB =
      Pattern.compile("(?:(?:https?://)?(?:www\\.)?(?:huggingface\\.co|hf\\.co)/|hf://)(.*)");
  private static final Pattern ADDRESS = Pattern.compile("[a-z][a-z0-9+.-]+://.*");

  /** The id of a model there, an owner and a name, and what follows it in an address. */
  private static final Pattern ID = Pattern.compile("(\\w[\\w.-]*/\\w[\\w.-]*)(?:[/@:?#].*)?");

  /**
   * Checks that the path is that of a folder, or of a GGUF file.
   *
   * @throws FailureException if it is not
   */
  void requireModel() {
    if (Files.isDirectory(path)) {
      return;
    }
    if (Files.isRegularFile(path)) {
      if (begins("GGUF")) {
        return;
      }
      throw new FailureException(
          "%s must be a folder or a .gguf file; got %s, %s".formatted(option, shown(), file()));
    }
    elsewhere().ifPresent(got -> {
      throw new FailureException("%s must be a folder that exists; got %s".formatted(option, got));
    });
    InputPath.requireExisting(option + " must be a folder", path);
    throw new FailureException(
        "%s must be a folder that exists; got %s".formatted(option, Quote.of(path.toString())));
  }

  private String shown() {
    return Quote.of(value);
  }

  private Optional<String> elsewhere() {
    Matcher hub = HUB.matcher(value);
    Matcher id = ID.matcher(hub.matches() ? hub.group(1) : "");
    if (id.matches()) {
      return Optional.of(
          "%s, an address; give the id alone, %s".formatted(shown(), Quote.of(id.group(1))));
    }
    return hub.matches() || ADDRESS.matcher(value).matches()
        ? Optional.of(shown() + ", an address; nothing is fetched from there")
        : Optional.empty();
  }

  private String file() {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".gguf")) {
      return "which does not begin as such a file does; fetch it again";
    }
    if (name.matches(".*\\.(zip|tar|tgz|tar\\.\\w+|7z)")) {
      return "an archive; unpack it, and give the folder";
    }
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && Files.exists(folder.resolve("config.json"))) {
      return "a file of a model's folder; give the folder, %s"
          .formatted(Quote.of(folder.toString()));
    }
    return "a file; a model's folder holds config.json, model.safetensors and a vocabulary";
  }

  private boolean begins(String magic) {
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(magic.length()), StandardCharsets.US_ASCII).equals(magic);
    } catch (IOException _) {
      return false;
    }
  }
}
