package io.blick.lens.table;

import io.blick.lens.draw.Svg;
import java.util.List;

/**
 * The builder of a complete HTML page: nothing on it runs, nothing is fetched, all text is escaped.
 * It follows the light or dark scheme of the browser.
 */
public final class HtmlPage {
  private static final String STYLE = """
      :root{color-scheme:light dark;--paper:#fff;--ink:#17222d;--muted:#5d6b79;--rule:#d9e1e8;\
      --bar:#3f8fcc}
      @media(prefers-color-scheme:dark){:root{--paper:#0f161d;--ink:#e8eef4;--muted:#93a3b3;\
      --rule:#2b3947;--bar:#3f93d0}}
      body{margin:0 auto;padding:1rem;max-width:60rem;background:var(--paper);color:var(--ink);\
      font:14px/1.45 system-ui,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
      h1{font-size:1.3rem;margin:0 0 .3rem}
      p,li{max-width:45rem}
      p,ul{color:var(--muted);margin:.3rem 0}
      ul{padding-left:1.1rem}
      .table{overflow-x:auto;margin:1rem 0}
      table{border-collapse:collapse;font-variant-numeric:tabular-nums;white-space:nowrap}
      th,td{padding:.25rem .6rem;border-bottom:1px solid var(--rule);text-align:right}
      th{position:sticky;top:0;background:var(--paper);vertical-align:bottom}
      .name{text-align:left}
      tbody .name:first-child{position:sticky;left:0;background:var(--paper);font-weight:600}
      .bar{display:block;height:3px;min-width:4.5rem;background:linear-gradient(var(--bar),\
      var(--bar)) no-repeat}
      small{color:var(--muted)}
      """;

  private final StringBuilder body = new StringBuilder();
  private final String title;

  /**
   * Begins a page.
   *
   * @param title title that a browser shows
   * @param heading heading at the top of the page
   */
  public HtmlPage(String title, String heading) {
    this.title = title;
    body.append("<h1>%s</h1>\n".formatted(Svg.escaped(heading)));
  }

  /** Adds a paragraph. */
  public HtmlPage paragraph(String text) {
    body.append("<p>%s</p>\n".formatted(Svg.escaped(text)));
    return this;
  }

  /** Adds a list. */
  public HtmlPage list(List<String> items) {
    body.append("<ul>\n");
    items.forEach(item -> body.append("<li>%s</li>\n".formatted(Svg.escaped(item))));
    body.append("</ul>\n");
    return this;
  }

  /** Adds a table, which scrolls if it is wider than the page. */
  public HtmlPage table(Table<?> table) {
    body.append("<div class=\"table\">\n%s</div>\n".formatted(table.html()));
    return this;
  }

  /** Returns the page as an HTML document. */
  public String document() {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta http-equiv="Content-Security-Policy"
            content="default-src 'none';style-src 'unsafe-inline'">
        <title>%s</title>
        <style>
        %s      </style>
        </head>
        <body>
        %s</body>
        </html>
        """.formatted(Svg.escaped(title), STYLE, body);
  }
}
