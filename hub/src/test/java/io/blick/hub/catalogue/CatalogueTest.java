package io.blick.hub.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  private final Catalogue catalogue = Catalogue.own();

  @Test
  void five_models_have_a_name() {
    assertThat(catalogue.entries())
        .extracting(CatalogueEntry::name)
        .containsExactly(
            "bert-base-multilingual-cased",
            "bert-base-uncased",
            "all-MiniLM-L6-v2",
            "bge-small-zh-v1.5",
            "smollm2-135m-instruct");
  }

  @Test
  void every_entry_pins_the_checksum_and_tells_sizes_and_licence() {
    assertThat(catalogue.entries()).allSatisfy(entry -> {
      assertThat(entry.artifact().sha256()).matches("[0-9a-f]{64}");
      assertThat(entry.artifact().coordinates()).matches("[^:]+:[^:]+:[^:]+|[a-z0-9-]+==[0-9.]+");
      assertThat(entry.artifact().bytes()).isGreaterThan(50_000_000);
      assertThat(entry.bytes()).isGreaterThan(entry.artifact().bytes());
      assertThat(entry.scratchBytes()).isGreaterThan(entry.bytes());
      assertThat(entry.languages()).isNotBlank();
    });
  }

  @Test
  void licences_are_those_of_the_published_weights() {
    assertThat(catalogue.entries())
        .extracting(CatalogueEntry::licence)
        .containsExactly("Apache-2.0", "Apache-2.0", "Apache-2.0", "MIT", "Apache-2.0");
  }

  @ParameterizedTest
  @CsvSource({
    "bert-base-multilingual, bert-base-multilingual-cased",
    "bert-base-cased, bert-base-uncased",
    "ALL-MINILM-L6-V2, all-MiniLM-L6-v2",
    "minilm, all-MiniLM-L6-v2",
    "brt-bse-uncased, bert-base-uncased",
    "bge-small-zh, bge-small-zh-v1.5",
    "smollm2-135m, smollm2-135m-instruct",
  })
  void a_wrong_name_is_answered_with_the_nearest(String wrong, String nearest) {
    assertThat(catalogue.nearest(wrong)).containsExactly(nearest);
  }

  @ParameterizedTest
  @CsvSource({"'', '', 0", "abc, '', 3", "'', ab, 2", "kitten, sitting, 3", "flaw, lawn, 2"})
  void edit_distance_counts_insertions_deletions_and_replacements(
      String from, String to, int expected) {
    assertThat(EditDistance.between(from, to)).isEqualTo(expected);
  }
}
