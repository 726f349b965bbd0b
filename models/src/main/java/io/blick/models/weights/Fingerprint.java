package io.blick.models.weights;

import io.blick.core.tensor.Tensor;
import io.blick.core.weight.Weight;
import io.blick.models.format.TensorFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * A short name for the numbers of a model: SHA-256(H, then of each parameter its number of axes,
 * its sizes, and p[⌊i · n / m⌋] for i = 0 … m − 1). n is how many numbers the parameter p has, row
 * after row, and m = min(n, 1021). Counts are int32 and numbers float32, both little-endian.
 *
 * <p>1021 is prime, so that in a larger matrix the numbers taken lie in all rows and columns of the
 * usual sizes and in every head; whoever trains a matrix changes nearly all of its numbers.
 */
public final class Fingerprint {
  private static final int MOST = 1021;

  private Fingerprint() {}

  /**
   * Returns the fingerprint of parameters in 64 hexadecimal digits.
   *
   * @param heads of each layer, H: the same numbers are other heads when they are cut otherwise
   * @param file has the parameters
   * @param names theirs, in an order that does not depend on the file
   */
  public static String of(int heads, TensorFile file, List<String> names) {
    MessageDigest digest = sha256();
    digest.update(buffer(1).putInt(heads).flip());
    names.forEach(name -> digest.update(sample(file, name).flip()));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static ByteBuffer sample(TensorFile file, String name) {
    List<Integer> sizes = file.sizes(name);
    long count = sizes.stream().mapToLong(size -> size).reduce(1, Math::multiplyExact);
    int taken = (int) Math.min(count, MOST);
    ByteBuffer sample = buffer(1 + sizes.size() + taken).putInt(sizes.size());
    sizes.forEach(sample::putInt);
    LongToDoubleFunction parameter = numbers(file, name, sizes);
    for (int i = 0; i < taken; i++) {
      sample.putFloat((float) parameter.applyAsDouble(i * count / taken));
    }
    return sample;
  }

  /**
   * Returns the numbers of a parameter by their places: of a quantised one as it is written out.
   */
  private static LongToDoubleFunction numbers(TensorFile file, String name, List<Integer> sizes) {
    if (file.isReadable(name)) {
      Tensor parameter = file.tensor(name);
      return parameter::get;
    }
    int width = sizes.getLast();
    Weight matrix = file.matrix(name, sizes.getFirst(), width);
    return at -> matrix.row((int) (at / width))[(int) (at % width)];
  }

  private static ByteBuffer buffer(int numbers) {
    return ByteBuffer.allocate(numbers * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }
}
