package io.blick.bench.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Parallel;
import org.junit.jupiter.api.Test;

class ProductTest {

  @Test
  void operations_and_bytes_are_those_of_the_formula() {
    Product.Sizes sizes = new Product.Sizes(3, 5, 7);

    assertThat(sizes.flops()).isEqualTo(2 * 3 * 5 * 7);
    assertThat(sizes.weightBytes()).isEqualTo(4 * 5 * 7);
    assertThat(sizes).hasToString("3 × 5 × 7");
  }

  @Test
  void a_side_computes_the_product() {
    try (Parallel parallel = new Parallel(2);
        Product product = new Product(new Product.Sizes(17, 5, 7), parallel)) {
      assertThat(product.side().nanos(3)).isPositive();
    }
  }
}
