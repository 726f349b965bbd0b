package io.blick.cli;

import io.blick.lens.measure.Role;
import io.blick.lens.measure.Roles;
import io.blick.lens.text.Visible;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Roles as a page of its own: a table without script, and nothing fetched. */
final class RolesHtml {
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

  private RolesHtml() {}

  static String of(Roles roles) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta http-equiv="Content-Security-Policy"
            content="default-src 'none';style-src 'unsafe-inline'">
        <title>%1$s</title>
        <style>
        %2$s      </style>
        </head>
        <body>
        <h1>Heads and syntactic roles</h1>
        <p>%1$s</p>
        <p>%3$s</p>
        <ul>
        %4$s
        </ul>
        <div class="table">
        <table>
        <thead>
        <tr><th class="name" scope="col">relation</th><th class="name" scope="col">who looks</th>\
        <th scope="col">cases</th><th scope="col">best head</th><th scope="col">right</th>\
        <th scope="col">95 %%</th><th scope="col">held out</th>\
        <th scope="col">best fixed offset</th></tr>
        </thead>
        <tbody>
        %5$s
        </tbody>
        </table>
        </div>
        </body>
        </html>
        """.formatted(
            escaped(RolesWords.measured(roles)),
            STYLE,
            escaped(RolesWords.DEFINITION),
            cautions(),
            rows(roles));
  }

  private static String cautions() {
    return RolesWords.CAUTIONS.stream()
        .map(caution -> "<li>" + escaped(caution) + "</li>")
        .collect(Collectors.joining("\n"));
  }

  private static String rows(Roles roles) {
    return RolesWords.ordered(roles).stream().map(RolesHtml::row).collect(Collectors.joining("\n"));
  }

  private static String row(Role role) {
    Role.Best best = role.best();
    return "<tr>"
        + "<th class=\"name\" scope=\"row\">%s</th>".formatted(escaped(role.relation()))
        + "<td class=\"name\">%s</td>".formatted(RolesWords.direction(role))
        + "<td>%d</td>".formatted(role.cases())
        + "<td>%s</td>".formatted(best.head().name())
        + "<td>%s</td>".formatted(number(best.accuracy()))
        + "<td>%s</td>".formatted(RolesWords.interval(best))
        + "<td>%s</td>".formatted(heldOut(role.heldOut()))
        + "<td><small>%s</small> %s</td>"
            .formatted(RolesWords.offset(role.offset()), number(role.offset().accuracy()))
        + "</tr>";
  }

  private static String heldOut(Optional<Role.HeldOut> heldOut) {
    return heldOut
        .map(held -> "<small>%s of %d</small> %s"
            .formatted(held.head().name(), held.cases(), number(held.accuracy())))
        .orElse("–");
  }

  /** Returns a number with its bar. */
  private static String number(float accuracy) {
    return String.format(
        Locale.ROOT,
        "%.3f<span class=\"bar\" style=\"background-size:%.1f%% 100%%\"></span>",
        accuracy,
        100 * accuracy);
  }

  private static String escaped(String text) {
    return Visible.text(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
