package io.blick.lens.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlPageTest {

  @Test
  void all_that_stands_on_a_page_is_inert() {
    String acting = "<script>&\u202e";
    var table = new Table<>(List.of(Column.<String>text(acting, word -> word)), List.of(acting));

    String page = new HtmlPage(acting, acting)
        .paragraph(acting)
        .list(List.of(acting))
        .table(table)
        .document();

    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">\n")
        .contains("content=\"default-src 'none';style-src 'unsafe-inline'\"")
        .containsSubsequence("<title>&lt;", "<h1>&lt;", "<p>&lt;", "<li>&lt;", "<table>")
        .doesNotContain("<script", "\u202e")
        .endsWith("</div>\n</body>\n</html>\n");
    assertThat(page.split("&lt;script&gt;&amp;", -1)).hasSize(1 + 6);
  }
}
