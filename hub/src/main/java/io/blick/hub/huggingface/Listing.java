package io.blick.hub.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The server's description of one revision of a repository.
 *
 * @param commit the commit that it is
 * @param licence the tag of its licence, if it has one
 * @param files the paths of its files
 */
record Listing(String commit, Optional<String> licence, List<String> files) {
  private static final String LICENCE = "license:";

  Listing {
    files = List.copyOf(files);
  }

  /**
   * Reads the JSON of the server.
   *
   * @throws RepositoryException if it is another, or has a file name that leads elsewhere
   */
  static Listing read(ModelId id, byte[] json) throws IOException {
    JsonNode root = tree(id, json);
    String commit = root.path("sha").asText();
    if (!commit.matches("[0-9a-f]{40}") || !root.path("siblings").isArray()) {
      throw new RepositoryException(
          "the list of the files of %s must be an object with sha and siblings; got another"
              .formatted(id));
    }
    List<String> files = new ArrayList<>();
    for (JsonNode file : root.path("siblings")) {
      String name = file.path("rfilename").asText();
      if (!RemoteFile.isSafe(name)) {
        throw new RepositoryException(
            "the name of a file of %s must lead into its folder; got another; nothing is fetched"
                .formatted(id));
      }
      files.add(name);
    }
    return new Listing(commit, licence(root), files);
  }

  private static JsonNode tree(ModelId id, byte[] json) throws IOException {
    try {
      return JsonMapper.builder().build().readTree(json);
    } catch (JsonProcessingException broken) {
      throw new RepositoryException(
          "the list of the files of %s must be JSON; got what is none".formatted(id), broken);
    }
  }

  private static Optional<String> licence(JsonNode root) {
    for (JsonNode tag : root.path("tags")) {
      if (tag.asText().matches(LICENCE + "[\\w.+-]+")) {
        return Optional.of(tag.asText().substring(LICENCE.length()));
      }
    }
    return Optional.empty();
  }
}
