package io.blick.models.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Words joined to spans, as transformers' pipeline joins them (tag-spans/make.py). */
class TaggedWordsTest {
  private static final String TEXT = "wxyz";

  private static List<TaggedSpan> joined(String... tags) {
    var words = new TaggedWords(TEXT);
    for (int i = 0; i < tags.length; i++) {
      words.add(tags[i], (i + 1) / 8.0, i, i + 1);
    }
    return words.spans();
  }

  @Test
  void words_are_joined_as_the_pipeline_joins_them() throws IOException {
    List<String> expected = Files.readAllLines(Path.of("src/test/resources/tag-spans/spans.tsv"));

    List<String> found = new ArrayList<>();
    for (String line : expected) {
      String tags = line.split("\t", -1)[0];
      Stream<String> spans = joined(tags.split(" ", -1)).stream().map(TaggedWordsTest::shown);
      found.add(String.join("\t", Stream.concat(Stream.of(tags), spans).toList()));
    }

    assertThat(found).hasSize(625).isEqualTo(expected);
  }

  private static String shown(TaggedSpan span) {
    return "%s %d-%d %s".formatted(span.label(), span.start(), span.end() - 1, span.score());
  }

  @Test
  void the_last_word_of_a_span_and_a_span_of_one_word_have_prefixes_of_their_own() {
    assertThat(joined("B-PER", "E-PER", "S-PER", "S-PER"))
        .containsExactly(
            new TaggedSpan("PER", "wx", 0, 2, 0.1875f),
            new TaggedSpan("PER", "y", 2, 3, 0.375f),
            new TaggedSpan("PER", "z", 3, 4, 0.5f));
    assertThat(joined("B-PER", "L-PER", "U-PER", "I-LOC"))
        .containsExactly(
            new TaggedSpan("PER", "wx", 0, 2, 0.1875f),
            new TaggedSpan("PER", "y", 2, 3, 0.375f),
            new TaggedSpan("LOC", "z", 3, 4, 0.5f));
  }

  @Test
  void a_tag_keeps_a_hyphen_that_ends_no_prefix() {
    assertThat(joined("X-ray", "B-X-ray", "I-X-ray", "-"))
        .extracting(TaggedSpan::label, TaggedSpan::text)
        .containsExactly(tuple("X-ray", "w"), tuple("X-ray", "xy"), tuple("-", "z"));
  }

  @Test
  void no_words_have_no_spans() {
    assertThat(joined()).isEmpty();
    assertThat(joined("O", "O")).isEmpty();
  }
}
