package io.blick.cli.model;

import io.blick.cli.command.InputPath;
import io.blick.cli.error.FailureException;
import io.blick.cli.error.Quote;
import io.blick.hub.catalogue.Catalogue;
import io.blick.hub.catalogue.CatalogueEntry;
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
 * A model that is given by a path, or by what looks like one: a name on huggingface.co, an address.
 *
 * @param option the option that names it
 * @param value as it was given
 * @param path that it means
 */
record GivenPath(String option, String value, Path path) {
  private static final Pattern HUB =
      Pattern.compile("(?:(?:https?://)?(?:www\\.)?(?:huggingface\\.co|hf\\.co)/|hf://)(.*)");
  private static final Pattern ADDRESS = Pattern.compile("[a-z][a-z0-9+.-]+://.*");

  /** The name of a model there: an owner, a name, and in an address more. */
  private static final Pattern NAME = Pattern.compile("(\\w[\\w.-]*/(\\w[\\w.-]*))(?:[/@:?#].*)?");

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
    boolean address = hub.matches();
    Matcher name = NAME.matcher(address ? hub.group(1) : value);
    if (name.matches() && (address || mayBeName())) {
      return Optional.of(hub(name.group(1), name.group(2)));
    }
    return address || ADDRESS.matcher(value).matches()
        ? Optional.of(shown() + ", an address; nothing is fetched from there")
        : Optional.empty();
  }

  /** Whether a value is no path to a place that is not there: it has one separator, within. */
  private boolean mayBeName() {
    Path parent = path.getParent();
    return path.getNameCount() == 2 && parent != null && !Files.exists(parent);
  }

  private String hub(String whole, String name) {
    String advice = Catalogue.own().entries().stream()
        .map(CatalogueEntry::name)
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .map(", but blick models lists this one; did you mean %s?"::formatted)
        .orElse("; hf download %s --local-dir DIR makes a folder of it".formatted(Quote.of(whole)));
    return "%s; models of huggingface.co are not fetched%s".formatted(shown(), advice);
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
