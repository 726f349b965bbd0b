package io.blick.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.Models;
import io.blick.models.bert.TinyBert;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextHead.PooledPieces;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pieces the vector of an opened model is made of. */
class PooledPiecesTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'cls' | FIRST",
        "'lasttoken' | LAST",
        "'mean' | ALL",
        "'max' | ALL",
        "['cls', 'mean'] | ALL"
      },
      quoteCharacter = '"')
  void they_are_those_of_the_pooling(String mode, PooledPieces expected) throws IOException {
    new TinyBert().write(folder);
    new SentenceFiles(folder).pooling("{'pooling_mode': %s}".formatted(mode));

    try (TextModel model = Models.open(folder)) {
      assertThat(model.head(TextHead.SentenceHead.class).orElseThrow().pooledPieces())
          .isEqualTo(expected);
    }
  }
}
