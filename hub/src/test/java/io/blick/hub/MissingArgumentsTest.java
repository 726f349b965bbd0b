package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A caller whose code is not checked for null learns which argument it was. */
class MissingArgumentsTest {

  @ParameterizedTest
  @MethodSource
  void each_is_named(String sentence, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(sentence);
  }

  static Stream<Arguments> each_is_named() {
    Hub hub = Hub.open(Path.of("unused"));
    return Stream.of(
        missing("hub: the folder must not be null", () -> Hub.open(none())),
        missing("hub: the listener must not be null", () -> hub.with(none())),
        missing("hub: the name of the model must not be null", () -> hub.path(none())),
        missing("hub: the id must not be null", () -> Hub.isId(none())),
        missing("hub: the name of the model must not be null", () -> hub.remove(none())),
        missing("hub: the name of the model must not be null", () -> Hub.model(none())));
  }

  private static Arguments missing(String sentence, ThrowingCallable call) {
    return Arguments.of(sentence, call);
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T none() {
    return null;
  }
}
