package dev.gatehouse.bench.report;

import java.util.List;

/** Pieces of a page. */
final class Html {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 84rem; padding: 0 1rem; }
      svg { width: 100%; max-width: 640px; font-size: 12px; fill: currentColor; }
      .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(26rem, 1fr)); gap: 1rem; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .5rem 0 1.5rem; }
      td, th { padding: .15rem .7rem; text-align: right; border-bottom: 1px solid #8884; }
      td:first-child, th:first-child { text-align: left; }
      .wide { overflow-x: auto; }
      """;

  private Html() {}

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
  }

  static String page(String title, String body) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>%s</title>
    <meta name="viewport" content="width=device-width">
    <style>%s</style></head><body>
    <h1>%s</h1>
    %s
    </body></html>
    """
        .formatted(escape(title), STYLE, escape(title), body);
  }

  /** The first row is the head. */
  static String table(List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<div class='wide'><table>");
    for (int i = 0; i < rows.size(); i++) {
      String cell = i == 0 ? "th" : "td";
      table.append("<tr>");
      rows.get(i)
          .forEach(
              text ->
                  table
                      .append('<')
                      .append(cell)
                      .append('>')
                      .append(escape(text))
                      .append("</")
                      .append(cell)
                      .append('>'));
      table.append("</tr>\n");
    }
    return table.append("</table></div>\n").toString();
  }
}
