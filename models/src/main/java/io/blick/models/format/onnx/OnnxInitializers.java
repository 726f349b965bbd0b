package io.blick.models.format.onnx;

import io.blick.core.tensor.Tensor;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.StoredTensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Supplier;

/**
 * The weights of an ONNX model, by the names that they had before the export.
 *
 * <p>PyTorch's exporter stores the weight of a linear layer transposed and without its name, as
 * {@code onnx::MatMul_123}. Such a weight is named after the node that multiplies by it:
 * {@code /encoder/layer.0/attention/self/query/MatMul} gives
 * {@code encoder.layer.0.attention.self.query.weight}. A name that exists already is not used
 * again.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the format</a>
 */
public final class OnnxInitializers implements TensorFile {
  private final MappedFile file;
  private final SequencedMap<String, OnnxInitializer> initializers;

  private OnnxInitializers(MappedFile file) {
    this.file = file;
    this.initializers = OnnxGraph.read(file).named();
  }

  /**
   * Maps a model and checks the initializers and nodes of its graph.
   *
   * @param path the file
   * @throws FormatException if the file violates the format
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static OnnxInitializers open(Path path) {
    return MappedFile.read("onnx", path, OnnxInitializers::new);
  }

  @Override
  public SequencedSet<String> names() {
    return Collections.unmodifiableSequencedSet(initializers.sequencedKeySet());
  }

  @Override
  public Tensor tensor(String name) {
    return StoredTensor.find(name, initializers, file).stored().tensor(name);
  }

  @Override
  public List<Integer> sizes(String name) {
    return StoredTensor.find(name, initializers, file).stored().sizes();
  }

  @Override
  public boolean isReadable(String name) {
    return StoredTensor.find(name, initializers, file).stored().isReadable();
  }

  @Override
  public Tensor weight(String name, int... sizes) {
    return StoredTensor.find(name, initializers, file).stored().weight(name, sizes);
  }

  /**
   * Whether a tensor is the right operand of a product x W and therefore (in, out); in other
   * formats the weight of a linear layer is (out, in).
   *
   * @param name the tensor's name
   * @throws FormatException if there is no tensor of that name
   */
  public boolean transposed(String name) {
    return StoredTensor.find(name, initializers, file).transposed();
  }

  @Override
  public <T> T reading(Supplier<T> reader) {
    return MappedFile.reading(List.of(file), reader);
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public void close() {
    file.close();
  }
}
