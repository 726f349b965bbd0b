package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/attention.md: its Java is compiled here, line by line, and prints what the page says. */
class AttentionPageTest {
  private static final Path PAGE = Path.of("..", "docs", "attention.md");
  private static final Path HERE =
      Path.of("src/test/java/io/blick/core/attention/AttentionPageTest.java");

  private static void page() {
    Tensor q = Tensor.of(new float[] {1, 0, 0, 1, 1, 1}, 1, 3, 1, 2); // (B, T, H, D)
    Tensor k = Tensor.of(new float[] {1, 0, 0, 1, 1, 1}, 1, 3, 1, 2);
    Tensor v = Tensor.of(new float[] {1, 0, 0, 1, 2, 2}, 1, 3, 1, 2);
    try (Parallel threads = Parallel.ofCores()) {
      Attention attention = new Attention(threads);
      Attention.Attended attended = attention.attend(q, k, v, AttentionOptions.full(2));
      System.out.printf(Locale.ROOT, "%.3f%n", attended.output().get(4)); // 1.255
    }
    AttentionProbe probe = call -> System.out.println(call.weights(0, 0, 2)[2]); // 0.503...
    try (EagerOps ops = EagerOps.allCores(probe)) {
      ops.attention(AttentionSite.encoder(0), q, k, v, AttentionOptions.full(2));
    }
    Tensor entropy = Tensor.zeros(1, 1, 3); // (B, H, T)
    Tensor largest = Tensor.zeros(1, 1, 3);
    Tensor keys = Tensor.zeros(DType.I32, 1, 1, 3);
    Tensor output = Tensor.zeros(1, 3, 1, 2);
    Tensor lse = Tensor.zeros(1, 1, 3);
    try (Parallel threads = Parallel.ofCores()) {
      Statistics statistics =
          Statistics.of(new Statistic.Entropy(entropy), new Statistic.Largest(largest, keys));
      new Attention(threads).attend(q, k, v, AttentionOptions.full(2), output, lse, statistics);
    }
    System.out.printf(Locale.ROOT, "%.3f %.0f%n", entropy.get(2), keys.get(2)); // 1.037 2
    AttentionOptions without = AttentionOptions.full(2)
        .withCuts(Cuts.of(Cuts.Rest.RENORMALIZED, new Cuts.Edge(0, 0, 2, 2)));
    try (Parallel threads = Parallel.ofCores()) {
      Attention.Attended attended = new Attention(threads).attend(q, k, v, without);
      System.out.println(attended.output().get(4)); // 0.5: half of token 1, half of token 2
    }
  }

  @Test
  void the_java_of_the_page_is_compiled_here() throws IOException {
    String here = String.join("\n", Files.readAllLines(HERE));
    List<String> snippets = snippets(Files.readAllLines(PAGE));

    assertThat(snippets).hasSize(4).allSatisfy(snippet -> assertThat(here).contains(snippet));
  }

  /** The lines between the page's code fences, indented as in this file. */
  private static List<String> snippets(List<String> page) {
    List<String> snippets = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : page) {
      boolean fence = line.startsWith("```");
      if (fence && inside) {
        snippets.add(String.join("\n", lines));
        lines.clear();
      } else if (inside) {
        lines.add("    " + line);
      }
      inside = fence ? line.equals("```java") : inside;
    }
    return snippets;
  }

  @Test
  void it_prints_the_numbers_that_were_computed_by_hand() {
    PrintStream before = System.out;
    var out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      page();
    } finally {
      System.setOut(before);
    }

    assertThat(out.toString(StandardCharsets.UTF_8))
        .matches("(?s)1\\.255\n0\\.503.*\n1\\.037 2\n0\\.5.*");
  }
}
