package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A site says which attention of which layer is meant. */
class AttentionSiteTest {

  @Test
  void sites_of_one_layer_are_told_apart_by_their_kind() {
    assertThat(AttentionSite.encoder(3))
        .isEqualTo(new AttentionSite(AttentionSite.Kind.ENCODER, 3))
        .isNotEqualTo(AttentionSite.decoder(3))
        .isNotEqualTo(AttentionSite.encoder(5));
    assertThat(AttentionSite.decoder(3))
        .isEqualTo(new AttentionSite(AttentionSite.Kind.DECODER, 3))
        .isNotEqualTo(AttentionSite.cross(3));
    assertThat(AttentionSite.cross(3)).isEqualTo(new AttentionSite(AttentionSite.Kind.CROSS, 3));
  }

  @Test
  void a_negative_layer_is_refused() {
    assertThatThrownBy(() -> AttentionSite.cross(-2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "attention: the layer of a site must be 0 or more; got -2; count layers from 0");
  }
}
