package io.blick.hub.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.hub.catalogue.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenceTest {

  @ParameterizedTest
  @CsvSource({
    "Apache-2.0, apache-2.0, Apache License, ''",
    "MIT, mit, MIT License, Copyright (c) 2019 A"
  })
  void a_licence_has_its_own_text_and_tag(String spdx, String tag, String title, String copyright)
      throws Exception {
    Licence licence = new Licence(spdx, copyright.lines().toList());

    assertThat(licence.tag()).isEqualTo(tag);
    assertThat(licence.text().strip()).startsWith(title).doesNotContain("{");
  }

  @Test
  void every_model_of_the_catalogue_has_a_licence_with_a_text() {
    assertThat(Catalogue.own().entries())
        .allSatisfy(entry -> assertThat(Licence.of(entry).text()).isNotBlank());
  }

  @Test
  void a_licence_without_a_text_is_no_other_licence() {
    assertThatThrownBy(() -> new Licence("CC-BY-4.0", List.of()).text())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("conversion: there must be a text of the licence CC-BY-4.0; got none");
  }

  @Test
  void a_licence_names_all_holders_where_its_text_has_a_place() throws Exception {
    assertThat(new Licence("MIT", List.of("Copyright (c) 2019 A", "Copyright (c) 2023 B")).text())
        .startsWith("MIT License\n\nCopyright (c) 2019 A\nCopyright (c) 2023 B\n\nPermission");
  }

  @Test
  void a_licence_that_needs_a_holder_is_not_given_without() {
    assertThatThrownBy(() -> new Licence("MIT", List.of()).text())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("conversion: the licence MIT must have lines of copyright; got []");
  }

  @Test
  void a_holder_is_not_dropped_silently() {
    assertThatThrownBy(() -> new Licence("Apache-2.0", List.of("Copyright 2019 A")).text())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("conversion: the licence Apache-2.0 must have no lines of copyright;"
            + " got [Copyright 2019 A]");
  }
}
