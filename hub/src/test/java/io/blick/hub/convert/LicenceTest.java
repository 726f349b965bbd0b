package io.blick.hub.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.hub.catalogue.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenceTest {

  @ParameterizedTest
  @CsvSource({"Apache-2.0, apache-2.0, Apache License", "MIT, mit, MIT License"})
  void a_licence_has_its_own_text_and_tag(String spdx, String tag, String title) throws Exception {
    Licence licence = new Licence(spdx);

    assertThat(licence.tag()).isEqualTo(tag);
    assertThat(licence.text().strip()).startsWith(title);
  }

  @Test
  void every_model_of_the_catalogue_has_a_licence_with_a_text() {
    assertThat(Catalogue.own().entries())
        .allSatisfy(entry -> assertThat(new Licence(entry.licence()).text()).isNotBlank());
  }

  @Test
  void a_licence_without_a_text_is_no_other_licence() {
    assertThatThrownBy(() -> new Licence("CC-BY-4.0").text())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("conversion: there must be a text of the licence CC-BY-4.0; got none");
  }
}
