package io.blick.hub;

import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Prints, in a JVM of its own, with what it computes and then the SHA-256 of a model's last hidden
 * state for one sentence, little-endian float32. The folder of the model is given.
 */
final class FinalState {
  private static final String SENTENCE = "Katten som min granne äger jagade musen";

  private FinalState() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    // core does not export its kernels, and need not: on a class path there are no modules.
    Object kernels =
        Class.forName("io.blick.core.kernel.Machine").getField("KERNELS").get(null);
    System.out.println(EagerOps.lanes() + " " + kernels.getClass().getSimpleName());
    try (TextModel model = Models.open(Path.of(arguments[0]));
        EagerOps ops = EagerOps.allCores()) {
      Batch batch = Batch.of(List.of(model.tokenizer().encode(SENTENCE)));
      System.out.println(digest(model.forward(ops, batch).getLast()));
    }
  }

  private static String digest(Tensor tensor) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(tensor.data().asByteBuffer());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
