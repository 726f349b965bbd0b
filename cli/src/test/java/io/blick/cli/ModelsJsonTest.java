package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blick.hub.Hub;
import io.blick.hub.Listed;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelsJsonTest {

  @Test
  void each_model_of_the_catalogue_has_an_object() throws IOException {
    List<String> names =
        Hub.open().list().stream().map(Listed::entry).map(entry -> entry.name()).toList();

    Run run = Run.of("models", "--format", "json");

    assertThat(run.exit()).isEqualTo(Exit.DONE);
    assertThat(run.out().lines()).hasSize(1);
    JsonNode models = new ObjectMapper().readTree(run.out()).get("models");
    assertThat(models)
        .extracting(model -> model.get("name").asText())
        .containsExactlyElementsOf(names);
    assertThat(models).allSatisfy(model -> {
      assertThat(model.fieldNames())
          .toIterable()
          .containsExactly("name", "bytes", "cached", "licence", "languages", "summary");
      assertThat(model.get("bytes").asLong()).isPositive();
      assertThat(model.get("cached").isBoolean()).isTrue();
    });
  }
}
