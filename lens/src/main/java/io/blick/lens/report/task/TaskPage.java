package io.blick.lens.report.task;

import io.blick.lens.draw.TextPage;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import java.util.function.ObjIntConsumer;

/** A page of text with a paragraph for each text of a request. */
final class TaskPage {
  private TaskPage() {}

  /**
   * Returns the page: each text, and below it what a step adds; an empty line between texts, also
   * between those of two requests about one file.
   *
   * @param below adds what stands below the text of an index
   */
  static String of(TaskTexts texts, Terminal terminal, ObjIntConsumer<TextPage> below) {
    var page = new TextPage(terminal.columns());
    for (int i = 0; i < texts.texts().size(); i++) {
      if (texts.number(i) > 0) {
        page.blank();
      }
      page.quote(Visible.text(texts.texts().get(i)));
      below.accept(page, i);
    }
    return page.toString();
  }
}
