package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blick.hub.Hub;
import io.blick.hub.ListedModel;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelsCommandTest {

  private static JsonNode json() throws IOException {
    Run run = Run.of("models", "--format", "json");
    assertThat(run.exit()).isEqualTo(Exit.DONE);
    assertThat(run.out().lines()).hasSize(1);
    return new ObjectMapper().readTree(run.out()).get("models");
  }

  @Test
  void each_model_of_the_catalogue_has_an_object() throws IOException {
    List<String> names = Hub.open().list().stream()
        .map(ListedModel::entry)
        .map(entry -> entry.name())
        .toList();

    JsonNode models = json();

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

  @Test
  void each_model_of_the_catalogue_has_a_row() throws IOException {
    JsonNode models = json();

    List<String> lines = Run.of("models", "--format", "tsv").out().lines().toList();

    assertThat(lines).hasSize(1 + models.size());
    JsonNode last = models.get(models.size() - 1);
    assertThat(List.of(lines.getLast().split("\t", -1)))
        .containsExactly(
            last.get("name").asText(),
            last.get("bytes").asText(),
            last.get("cached").asText(),
            last.get("licence").asText(),
            last.get("languages").asText(),
            last.get("summary").asText());
  }
}
