package io.blick.lens.report.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.report.Formats;
import io.blick.models.task.TaggedSpan;
import io.blick.models.task.Tagger;
import io.blick.models.task.Tagging;
import io.blick.models.task.TooLong;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TagResultTest {
  private static final HeadedModel MODEL = HeadedModel.with(HeadedModel.tags());
  private static final String TEXT = "kat mus hund ko gris ged";

  private static TagResult tag(String... texts) {
    return TagResult.of(MODEL, new TagRequest(new TaskTexts(List.of(texts))));
  }

  private static List<TaggedSpan> spans() {
    List<TaggedSpan> spans = Tagger.of(MODEL).tag(TEXT).spans();
    assertThat(spans).hasSize(6);
    return spans;
  }

  @Test
  void each_text_is_an_object_on_a_line() {
    String spans = spans().stream()
        .map(one -> "{\"label\":\"%s\",\"text\":\"%s\",\"start\":%d,\"end\":%d,\"score\":%s}"
            .formatted(one.label(), one.text(), one.start(), one.end(), one.score()))
        .collect(Collectors.joining(","));

    String json = Formats.json(tag(TEXT, TEXT));

    String line = "{\"text\":\"%s\",\"spans\":[%s]}\n".formatted(TEXT, spans);
    assertThat(json).isEqualTo(line + line);
  }

  @Test
  void each_span_is_a_row() {
    TaggedSpan last = spans().getLast();

    TagResult result = TagResult.of(
        MODEL,
        new TagRequest(
            new TaskTexts(List.of(TEXT, TEXT), TooLong.REFUSE, new TextNumbers.Lines(2))));
    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows).hasSize(1 + 2 * spans().size());
    assertThat(rows.getFirst())
        .containsExactly("text", "label", "spans.text", "start", "end", "score");
    assertThat(rows.getLast())
        .containsExactly(
            "3",
            last.label(),
            last.text(),
            Integer.toString(last.start()),
            Integer.toString(last.end()),
            Float.toString(last.score()));
    assertThat(Formats.cells(Formats.written(result::tsvRows)))
        .isEqualTo(rows.subList(1, rows.size()));
  }

  @Test
  void text_has_a_table_or_says_that_there_is_nothing() {
    List<String> lines = Formats.text(tag(TEXT));

    assertThat(lines).hasSize(2 + spans().size());
    assertThat(lines.get(1)).isEqualTo(" score  label  text");
    assertThat(lines.get(2))
        .isEqualTo("%.4f  %s    %s"
            .formatted(
                (double) spans().getFirst().score(),
                spans().getFirst().label(),
                spans().getFirst().text()));
    assertThat(Formats.text(new TagResult(
            new TaskTexts(List.of("kat")), List.of(new Tagging(List.of(), false)), List.of())))
        .containsExactly("kat", "no spans");
  }
}
