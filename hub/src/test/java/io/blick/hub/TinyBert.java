package io.blick.hub;

import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A small seeded BERT. Its tables say what every tensor is called in a folder and in a checkpoint,
 * and its sizes; they know nothing of the conversion's own rules.
 */
final class TinyBert {
  static final int HEADS = 3;
  static final int LAYERS = 2;
  static final int POSITIONS = 31;

  /** The pieces, by id: V is 67. */
  static final List<String> VOCABULARY = Stream.of(
          Stream.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"),
          IntStream.rangeClosed('a', 'z').mapToObj(Character::toString),
          IntStream.rangeClosed('a', 'z').mapToObj(letter -> "##" + Character.toString(letter)),
          Stream.of("Katten", "som", "min", "äger", "jagade", "musen", "##ä", "å", "ö", "."))
      .flatMap(pieces -> pieces)
      .toList();

  private static final Map<String, Integer> SIZES =
      Map.of("V", VOCABULARY.size(), "P", POSITIONS, "S", 2, "C", 24, "F", 37);

  private static final String EMBEDDINGS = """
      embeddings.word_embeddings.weight        embeddings/word_embeddings        V C
      embeddings.position_embeddings.weight    embeddings/position_embeddings    P C
      embeddings.token_type_embeddings.weight  embeddings/token_type_embeddings  S C
      embeddings.LayerNorm.weight              embeddings/LayerNorm/gamma        C
      embeddings.LayerNorm.bias                embeddings/LayerNorm/beta         C
      """;

  private static final String LAYER = """
      attention.self.query.weight        attention/self/query/kernel       C C
      attention.self.query.bias          attention/self/query/bias         C
      attention.self.key.weight          attention/self/key/kernel         C C
      attention.self.key.bias            attention/self/key/bias           C
      attention.self.value.weight        attention/self/value/kernel       C C
      attention.self.value.bias          attention/self/value/bias         C
      attention.output.dense.weight      attention/output/dense/kernel     C C
      attention.output.dense.bias        attention/output/dense/bias       C
      attention.output.LayerNorm.weight  attention/output/LayerNorm/gamma  C
      attention.output.LayerNorm.bias    attention/output/LayerNorm/beta   C
      intermediate.dense.weight          intermediate/dense/kernel         F C
      intermediate.dense.bias            intermediate/dense/bias           F
      output.dense.weight                output/dense/kernel               C F
      output.dense.bias                  output/dense/bias                 C
      output.LayerNorm.weight            output/LayerNorm/gamma            C
      output.LayerNorm.bias              output/LayerNorm/beta             C
      """;

  private static final String POOLER = """
      pooler.dense.weight  pooler/dense/kernel  C C
      pooler.dense.bias    pooler/dense/bias    C
      """;

  private static final String PREDICTIONS = """
      bias                        output_bias                V
      transform.dense.weight      transform/dense/kernel     C C
      transform.dense.bias        transform/dense/bias       C
      transform.LayerNorm.weight  transform/LayerNorm/gamma  C
      transform.LayerNorm.bias    transform/LayerNorm/beta   C
      """;

  private final SplittableRandom random = new SplittableRandom(17);
  private final List<Named> tensors = new ArrayList<>();

  private TinyBert() {}

  /**
   * A tensor and its names.
   *
   * @param name in a folder of Hugging Face's layout
   * @param inTensorFlow in a checkpoint
   * @param tensor as the folder has it: the matrices of linear layers are (out, in)
   */
  record Named(String name, String inTensorFlow, Tensor tensor) {

    boolean linear() {
      return inTensorFlow.endsWith("/kernel");
    }

    /** Returns the tensor as artifacts have it: the matrices of linear layers are (in, out). */
    Tensor stored() {
      if (!linear()) {
        return tensor;
      }
      int outputs = tensor.size(0);
      int inputs = tensor.size(1);
      float[] from = tensor.toFloats();
      float[] to = new float[from.length];
      for (int out = 0; out < outputs; out++) {
        for (int in = 0; in < inputs; in++) {
          to[in * outputs + out] = from[out * inputs + in];
        }
      }
      return Tensor.of(to, inputs, outputs);
    }
  }

  /** Returns the tensors of a BERT with pooler and masked-language head, in the model's order. */
  static List<Named> masked() {
    var tiny = new TinyBert();
    tiny.addEncoder("bert.", "module/bert/");
    tiny.add(POOLER, "bert.", "module/bert/");
    tiny.add(PREDICTIONS, "cls.predictions.", "module/cls/predictions/");
    return tiny.tensors;
  }

  /** Returns the tensors of an encoder alone, in the model's order. */
  static List<Named> encoder() {
    var tiny = new TinyBert();
    tiny.addEncoder("", "");
    return tiny.tensors;
  }

  private void addEncoder(String prefix, String path) {
    add(EMBEDDINGS, prefix, path);
    for (int layer = 0; layer < LAYERS; layer++) {
      add(LAYER, prefix + "encoder.layer." + layer + ".", path + "encoder/layer_" + layer + "/");
    }
  }

  private void add(String table, String prefix, String path) {
    table.lines().forEach(line -> {
      List<String> row = List.of(line.split(" {2,}", -1));
      String[] axes = row.get(2).split(" ", -1);
      int[] sizes = Arrays.stream(axes).mapToInt(SIZES::get).toArray();
      tensors.add(new Named(prefix + row.get(0), path + row.get(1), tensor(sizes)));
    });
  }

  private Tensor tensor(int... sizes) {
    float[] values = new float[Arrays.stream(sizes).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    // Two that arithmetic would not hand on bit for bit.
    values[0] = -0f;
    values[1] = Float.MIN_VALUE;
    return Tensor.of(values, sizes);
  }

  /** Returns the elements, little-endian. */
  static byte[] bytes(Tensor tensor) {
    return tensor.data().toArray(ValueLayout.JAVA_BYTE);
  }
}
