package io.blick.lens.report.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.Shared;
import io.blick.lens.report.Formats;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.TinyModel;
import io.blick.models.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensResultTest {
  private final TinyModel model = new TinyModel();

  @Test
  void each_piece_has_a_row_with_the_number_of_its_text() {
    TokensResult result = TokensResult.of(model, new TokensRequest("kat|ten mus"));

    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows)
        .containsExactly(
            List.of("text", "pieces.text", "start", "end", "word"),
            List.of("0", "[CLS]", "", "", "0"),
            List.of("0", "kat", "0", "3", "1"),
            List.of("0", "##ten", "3", "6", "1"),
            List.of("0", "mus", "7", "10", "2"),
            List.of("0", "[SEP]", "", "", "3"));
  }

  @Test
  void it_is_the_same_in_json_and_as_text() {
    TokensResult result = TokensResult.of(model, new TokensRequest("kat|ten"));

    assertThat(Formats.json(result))
        .isEqualTo("{\"text\":\"kat|ten\",\"pieces\":["
            + "{\"text\":\"[CLS]\",\"start\":null,\"end\":null,\"word\":0},"
            + "{\"text\":\"kat\",\"start\":0,\"end\":3,\"word\":1},"
            + "{\"text\":\"##ten\",\"start\":3,\"end\":6,\"word\":1},"
            + "{\"text\":\"[SEP]\",\"start\":null,\"end\":null,\"word\":2}]}\n");
    assertThat(result.text(new Terminal(Colours.none(), 20))).isEqualTo("[CLS] kat+##ten [SEP]\n");
  }

  @Test
  void many_texts_are_one_table() {
    String tsv = Formats.written(out -> {
      var table = new TokensTsv(out);
      table.add(TokensResult.ofMany(model, new TokensRequest("kat")));
      table.add(TokensResult.ofMany(model, new TokensRequest("")));
    });

    assertThat(Formats.cells(tsv))
        .extracting(List::getFirst)
        .containsExactly("text", "0", "0", "0", "1", "1");
  }

  @Test
  void a_decomposed_text_is_noted_unless_it_is_one_of_many() {
    try (var bert = Models.open(Shared.model("bert-base-multilingual-cased"))) {
      assertThat(TokensResult.of(bert, new TokensRequest("a\u0308ger")).notes())
          .singleElement()
          .asString()
          .startsWith("\"äger\" is decomposed");
      assertThat(TokensResult.ofMany(bert, new TokensRequest("a\u0308ger")).notes())
          .isEmpty();
    }
  }
}
