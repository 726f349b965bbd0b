package io.blick.models.format.tensorflow;

import io.blick.core.tensor.Tensor;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.ProtobufReader;
import io.blick.models.format.mapped.StoredTensor;
import io.blick.models.format.mapped.TensorDeclaration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a TensorFlow model in a checkpoint: a table {@code PREFIX.index} and data files
 * {@code PREFIX.data-00000-of-0000N}. String tensors are skipped.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/tensor_bundle/tensor_bundle.h">the
 *     format</a>
 */
public final class TensorFlowCheckpoint implements TensorFile {
  private static final String FORMAT = "tensorflow checkpoint";
  private static final String INDEX = ".index";
  private static final Pattern OTHER_FILES =
      Pattern.compile("\\.(index|meta|data-\\d{5}-of-\\d{5})$");

  private final MappedFile index;
  private final String prefix;
  private final List<MappedFile> shards = new ArrayList<>();
  private final SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final Map<String, BundleEntry> entries = new HashMap<>();
  private @Nullable BundleHeader header;

  private TensorFlowCheckpoint(MappedFile index, String prefix) {
    this.index = index;
    this.prefix = prefix;
  }

  /**
   * Maps a checkpoint and checks everything but the values of the elements, which {@link #verify}
   * checks.
   *
   * @param path the index file, one of the data files, or their common prefix
   * @throws FormatException if the files violate the format
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static TensorFlowCheckpoint open(Path path) {
    Objects.requireNonNull(path, FORMAT + ": the file must not be null");
    String prefix = prefix(path);
    Path index = path.resolveSibling(prefix + INDEX);
    return MappedFile.read(FORMAT, index, file -> read(new TensorFlowCheckpoint(file, prefix)));
  }

  /** Returns the common prefix: the name itself if it has an index, however it ends. */
  private static String prefix(Path path) {
    String name = String.valueOf(path.getFileName());
    return Files.exists(path.resolveSibling(name + INDEX))
        ? name
        : OTHER_FILES.matcher(name).replaceFirst("");
  }

  private static TensorFlowCheckpoint read(TensorFlowCheckpoint checkpoint) {
    try {
      SortedTable.read(checkpoint.index, checkpoint::add);
      if (checkpoint.header == null) {
        throw CheckpointRule.HEADER.broken(checkpoint.index, 0, "no entry");
      }
      return checkpoint;
    } catch (Throwable e) {
      checkpoint.shards.forEach(MappedFile::close);
      throw e;
    }
  }

  private void add(TableKey key, ProtobufReader value) {
    long at = value.at();
    if (header == null) {
      if (key.length() > 0) {
        throw CheckpointRule.HEADER.broken(index, at, key.escaped());
      }
      header = BundleHeader.read(value);
      openShards(at, header.shards());
      return;
    }
    String name = key.text(at);
    BundleEntry entry = BundleEntry.read(new TensorDeclaration(index, at, name), value);
    if (!entry.isOpaque()) {
      tensors.put(name, entry.stored(shards));
      entries.put(name, entry);
    }
  }

  private void openShards(long at, int count) {
    for (int shard = 0; shard < count; shard++) {
      String name = "%s.data-%05d-of-%05d".formatted(prefix, shard, count);
      Path path = index.path().resolveSibling(name);
      if (!Files.isRegularFile(path)) {
        throw CheckpointRule.SHARD_FILE.broken(index, at, name);
      }
      shards.add(MappedFile.open(FORMAT, path));
    }
  }

  /** Returns the names of all tensors except string tensors, in ascending order of their bytes. */
  @Override
  public SequencedSet<String> names() {
    return Collections.unmodifiableSequencedSet(tensors.sequencedKeySet());
  }

  @Override
  public Tensor tensor(String name) {
    return StoredTensor.find(name, tensors, index).tensor(name);
  }

  @Override
  public List<Integer> sizes(String name) {
    return StoredTensor.find(name, tensors, index).sizes();
  }

  @Override
  public boolean isReadable(String name) {
    return StoredTensor.find(name, tensors, index).isReadable();
  }

  @Override
  public Tensor weight(String name, int... sizes) {
    return StoredTensor.find(name, tensors, index).weight(name, sizes);
  }

  /**
   * Compares the elements of one tensor with the checksum in the index. This is not done when the
   * checkpoint is opened, since it reads all of the data.
   *
   * @param name the tensor's name
   * @throws FormatException if the checksum differs or there is no tensor of that name
   */
  public void verify(String name) {
    StoredTensor stored = StoredTensor.find(name, tensors, index);
    BundleEntry entry = entries.get(name);
    if (entry != null) {
      entry.verify(stored);
    }
  }

  @Override
  public <T> T reading(Supplier<T> reader) {
    List<MappedFile> files = new ArrayList<>(shards);
    files.add(index);
    return MappedFile.reading(files, reader);
  }

  @Override
  public Path path() {
    return index.path();
  }

  @Override
  public void close() {
    shards.forEach(MappedFile::close);
    index.close();
  }
}
