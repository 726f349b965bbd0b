package io.blick.lens.report.request;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.report.RequestException;
import io.blick.lens.trace.TinyModel;
import org.junit.jupiter.api.Test;

class GuesserTest {

  @Test
  void a_model_that_guesses_no_pieces_is_refused() {
    assertThatThrownBy(() -> Guesser.of("ablate", new TinyModel()))
        .isInstanceOf(RequestException.class)
        .hasMessage("ablate: the model must have a masked-language head; tiny has a pooler; name"
            + " one that was saved with it, as by a class like BertForMaskedLM of transformers");
  }
}
