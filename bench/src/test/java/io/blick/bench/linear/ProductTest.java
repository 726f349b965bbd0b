package io.blick.bench.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProductTest {

  @Test
  void operations_and_bytes_are_those_of_the_formula() {
    Product.Sizes sizes = new Product.Sizes(3, 5, 7);

    assertThat(sizes.flops()).isEqualTo(2 * 3 * 5 * 7);
    assertThat(sizes.weightBytes()).isEqualTo(4 * 5 * 7);
    assertThat(sizes).hasToString("3 × 5 × 7");
  }

  @ParameterizedTest
  @EnumSource
  void a_side_computes_the_product(Product.Weights weights) {
    try (Parallel parallel = new Parallel(2);
        Product product = new Product(new Product.Sizes(17, 5, 7), weights, parallel)) {
      assertThat(product.side().nanos(3)).isPositive();
    }
  }
}
