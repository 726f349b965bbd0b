package io.blick.models;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.models.format.onnx.OnnxInitializers;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.format.safetensors.ShardedSafetensors;
import io.blick.models.format.tensorflow.TensorFlowCheckpoint;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A caller whose code is not checked for null learns which argument it was. */
class MissingArgumentsTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @MethodSource
  void each_is_named(String sentence, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(sentence);
  }

  static Stream<Arguments> each_is_named() {
    return Stream.of(
        missing("models: the path must not be null", () -> Models.open(none())),
        missing("models: the path must not be null", () -> Models.open(none(), "a")),
        missing("models: the name must not be null", () -> Models.open(Path.of("a"), none())),
        missing("safetensors: the file must not be null", () -> Safetensors.open(none())),
        missing("safetensors: the file must not be null", () -> ShardedSafetensors.open(none())),
        missing(
            "tensorflow checkpoint: the file must not be null",
            () -> TensorFlowCheckpoint.open(none())),
        missing("onnx: the file must not be null", () -> OnnxInitializers.open(none())),
        missing(
            "safetensors: the file must not be null",
            () -> Safetensors.write(none(), Map.of(), Map.of())),
        missing(
            "safetensors: the tensors must not be null",
            () -> Safetensors.write(Path.of("x"), none(), Map.of())),
        missing(
            "safetensors: the metadata must not be null",
            () -> Safetensors.write(Path.of("x"), Map.of(), none())));
  }

  @Test
  void the_name_of_a_tensor_too() {
    Path path = folder.resolve("model.safetensors");
    Safetensors.write(path, Map.of(), Map.of());
    try (Safetensors file = Safetensors.open(path)) {
      assertThatThrownBy(() -> file.tensor(none()))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("safetensors: the name must not be null");
    }
  }

  private static Arguments missing(String sentence, ThrowingCallable call) {
    return Arguments.of(sentence, call);
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T none() {
    return null;
  }
}
