package io.blick.hub.huggingface;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The settings that all programs share which read models of Hugging Face.
 *
 * @param endpoint the address of the server
 * @param token what a private or gated model asks for, if the user has one
 * @param cache the folder of all repositories
 * @param offline whether nothing may be fetched
 * @param silence longest time without a byte before a connection counts as cut
 */
public record HuggingFace(
    URI endpoint, Optional<String> token, Path cache, boolean offline, Duration silence) {
  private static final Duration SILENCE = Duration.ofMinutes(1);
  private static final Set<String> TRUE = Set.of("1", "on", "yes", "true");

  /**
   * Reads HF_ENDPOINT, HF_TOKEN, HF_TOKEN_PATH, HF_HOME, HF_HUB_CACHE and HF_HUB_OFFLINE.
   *
   * @param environment the variables of the process
   * @param userHome the user's home folder where HOME does not say
   * @throws RepositoryException if HF_ENDPOINT is no address
   */
  public static HuggingFace of(Map<String, String> environment, String userHome) {
    Path user = Path.of(value(environment, "HOME").orElse(userHome));
    Path home = value(environment, "HF_HOME")
        .map(path -> expanded(path, user))
        .orElseGet(() -> value(environment, "XDG_CACHE_HOME")
            .map(path -> expanded(path, user))
            .orElse(user.resolve(".cache"))
            .resolve("huggingface"));
    Path cache = Stream.of("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")
        .flatMap(name -> value(environment, name).stream())
        .findFirst()
        .map(path -> expanded(path, user))
        .orElse(home.resolve("hub"));
    Path file = value(environment, "HF_TOKEN_PATH")
        .map(path -> expanded(path, user))
        .orElse(home.resolve("token"));
    boolean offline = value(environment, "HF_HUB_OFFLINE")
        .filter(said -> TRUE.contains(said.toLowerCase(Locale.ROOT)))
        .isPresent();
    return new HuggingFace(
        endpoint(value(environment, "HF_ENDPOINT").orElse("https://huggingface.co")),
        value(environment, "HF_TOKEN").or(() -> token(file)),
        cache.toAbsolutePath().normalize(),
        offline,
        SILENCE);
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(said -> !said.isEmpty());
  }

  private static Path expanded(String path, Path user) {
    return path.startsWith("~/") ? user.resolve(path.substring(2)) : Path.of(path);
  }

  private static URI endpoint(String address) {
    String whole = address.replaceFirst("/+$", "");
    if (!whole.matches("https?://[^/@]+(/.*)?")) {
      throw new RepositoryException("HF_ENDPOINT must be an address such as https://host; got "
          + whole.replaceFirst("//[^/@]*@", "//"));
    }
    return URI.create(whole);
  }

  private static Optional<String> token(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(token -> !token.isEmpty());
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
