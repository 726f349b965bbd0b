package io.blick.models.format.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import io.blick.models.format.file.Folder;
import io.blick.models.format.json.JsonFile;
import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.NearestName;
import io.blick.models.format.mapped.TensorRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Supplier;

/**
 * Named tensors in several safetensors files, with an index that says which file each tensor is in,
 * as Hugging Face stores large models: {@code {"weight_map": {"tensor": "file", …}}}. Index and
 * files must agree.
 */
public final class ShardedSafetensors implements TensorFile {
  private static final String FORMAT = "safetensors";

  /** Far above any index: the largest known ones have 10 MB. */
  private static final long LARGEST_INDEX = 16 << 20;

  /** The limit of common file systems. */
  private static final int LONGEST_NAME = 255;

  private final Path index;
  private final SequencedMap<String, String> places = new LinkedHashMap<>();
  private final SequencedMap<String, Safetensors> shards = new LinkedHashMap<>();

  private ShardedSafetensors(Path index) {
    this.index = index;
  }

  /**
   * Maps all files of an index and checks everything but the values of the elements.
   *
   * @param index such as {@code model.safetensors.index.json}; its files are in the same folder
   * @throws FormatException if index or files violate the format, or do not agree
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static ShardedSafetensors open(Path index) {
    Objects.requireNonNull(index, FORMAT + ": the file must not be null");
    var sharded = new ShardedSafetensors(index);
    sharded.readIndex();
    try {
      sharded.openShards();
      sharded.requireAgreement();
      return sharded;
    } catch (Throwable e) {
      sharded.close();
      throw e;
    }
  }

  private void readIndex() {
    JsonNode root = JsonFile.read(FORMAT, index, LARGEST_INDEX);
    JsonNode map = root.path("weight_map");
    if (!map.isObject()) {
      String got = map.isMissingNode() ? "none" : map.toString();
      throw IndexRule.MAP.broken(FORMAT, index, 0, Escaped.text(got));
    }
    if (map.isEmpty()) {
      throw IndexRule.EMPTY.broken(FORMAT, index, 0);
    }
    for (Map.Entry<String, JsonNode> place : map.properties()) {
      JsonNode file = place.getValue();
      if (!file.isTextual() || !isName(file.textValue())) {
        throw IndexRule.FILE.broken(
            FORMAT, index, 0, Escaped.text(place.getKey()), Escaped.text(file.toString()));
      }
      int bytes = file.textValue().getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST_NAME) {
        throw IndexRule.NAME.broken(
            FORMAT, index, 0, Escaped.text(place.getKey()), Escaped.text(file.textValue()), bytes);
      }
      places.put(place.getKey(), file.textValue());
    }
  }

  /** Whether a text is a plain file name on every system: it cannot lead out of the folder. */
  private static boolean isName(String text) {
    return !text.isEmpty()
        && !text.equals(".")
        && !text.equals("..")
        && text.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ');
  }

  private void openShards() {
    Folder folder = new Folder(index.resolveSibling(""));
    for (String name : places.values()) {
      if (!shards.containsKey(name)) {
        Path file = folder
            .file(name)
            .orElseThrow(() -> IndexRule.SHARD.broken(FORMAT, index, 0, Escaped.text(name)));
        shards.put(name, Safetensors.open(file));
      }
    }
  }

  private void requireAgreement() {
    Map<String, String> found = new LinkedHashMap<>();
    shards.forEach((file, shard) -> shard.names().forEach(tensor -> {
      String before = found.putIfAbsent(tensor, file);
      if (before != null) {
        throw IndexRule.TWICE.broken(
            FORMAT, index, 0, Escaped.text(tensor), Escaped.text(before), Escaped.text(file));
      }
    }));
    places.forEach((tensor, file) -> {
      if (!file.equals(found.remove(tensor))) {
        throw IndexRule.ABSENT.broken(FORMAT, index, 0, Escaped.text(tensor), Escaped.text(file));
      }
    });
    found.forEach((tensor, file) -> {
      throw IndexRule.UNLISTED.broken(FORMAT, index, 0, Escaped.text(tensor), Escaped.text(file));
    });
  }

  /** Returns the names of all tensors, in the order of the index. */
  @Override
  public SequencedSet<String> names() {
    return Collections.unmodifiableSequencedSet(places.sequencedKeySet());
  }

  @Override
  public Tensor tensor(String name) {
    return shard(name).tensor(name);
  }

  @Override
  public List<Integer> sizes(String name) {
    return shard(name).sizes(name);
  }

  @Override
  public boolean isReadable(String name) {
    return shard(name).isReadable(name);
  }

  @Override
  public Tensor weight(String name, int... sizes) {
    return shard(name).weight(name, sizes);
  }

  private Safetensors shard(String name) {
    Objects.requireNonNull(name, FORMAT + ": the name must not be null");
    Safetensors shard = shards.get(places.get(name));
    if (shard == null) {
      String nearest = NearestName.among(places.keySet(), name);
      throw TensorRule.ABSENT.broken(
          FORMAT, index, 0, Escaped.text(name), places.size(), Escaped.text(nearest));
    }
    return shard;
  }

  @Override
  public <T> T reading(Supplier<T> reader) {
    List<MappedFile> files = new ArrayList<>();
    shards.values().forEach(shard -> files.add(shard.file()));
    return files.isEmpty() ? reader.get() : MappedFile.reading(files, reader);
  }

  @Override
  public Path path() {
    return index;
  }

  @Override
  public void close() {
    shards.values().forEach(Safetensors::close);
  }
}
