package dev.gatehouse.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Curves over named places, as SVG that needs nothing from elsewhere. */
final class LineChart {
  static final List<String> COLOURS =
      List.of(
          "#2563eb", "#dc2626", "#16a34a", "#d97706", "#7c3aed", "#0891b2", "#be185d", "#65a30d",
          "#57534e");

  private static final int WIDTH = 640;
  private static final int HEIGHT = 300;
  private static final int LEFT = 64;
  private static final int TOP = 34;
  private static final int BOTTOM = 46;
  private static final int RIGHT = 16;
  private static final int LINES = 5;

  private final String title;
  private final String unit;
  private final List<String> places;
  private final List<Series> series = new ArrayList<>();

  private record Series(String name, List<Double> values) {}

  /**
   * An empty chart.
   *
   * @param places along the horizontal axis, evenly spaced
   */
  LineChart(String title, String unit, List<String> places) {
    this.title = title;
    this.unit = unit;
    this.places = List.copyOf(places);
  }

  /** One value for each place; NaN leaves a gap. */
  LineChart curve(String name, List<Double> values) {
    series.add(new Series(name, List.copyOf(values)));
    return this;
  }

  String svg() {
    double most = ceiling();
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>"
            .formatted(WIDTH, HEIGHT, Html.escape(title)));
    svg.append(
        text(
            LEFT,
            18,
            "start",
            "<tspan font-weight='600'>" + Html.escape(title) + "</tspan> " + Html.escape(unit)));
    for (int i = 0; i <= LINES; i++) {
      double value = most * i / LINES;
      double y = y(value, most);
      svg.append(line(LEFT, y, WIDTH - RIGHT, y));
      svg.append(text(LEFT - 6, y + 4, "end", label(value)));
    }
    int step = Math.max(1, places.size() / 12);
    for (int i = 0; i < places.size(); i += step) {
      svg.append(text(x(i), HEIGHT - BOTTOM + 18, "middle", Html.escape(places.get(i))));
    }
    double at = LEFT;
    for (int i = 0; i < series.size(); i++) {
      Series each = series.get(i);
      String colour = COLOURS.get(i % COLOURS.size());
      svg.append(curve(each, colour, most));
      svg.append(
          "<rect x='%.0f' y='%d' width='10' height='10' fill='%s'/>"
              .formatted(at, HEIGHT - 16, colour));
      svg.append(text(at + 14, HEIGHT - 7, "start", Html.escape(each.name())));
      at += 30 + 7.2 * each.name().length();
    }
    return svg.append("</svg>").toString();
  }

  private String curve(Series each, String colour, double most) {
    StringBuilder path = new StringBuilder();
    StringBuilder points = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < each.values().size(); i++) {
      double value = each.values().get(i);
      if (Double.isNaN(value)) {
        drawing = false;
        continue;
      }
      path.append(
          String.format(Locale.ROOT, "%s%.1f %.1f ", drawing ? "L" : "M", x(i), y(value, most)));
      if (places.size() <= 20) {
        points.append(
            String.format(
                Locale.ROOT,
                "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'><title>%s %s: %s</title></circle>",
                x(i),
                y(value, most),
                colour,
                Html.escape(each.name()),
                Html.escape(places.get(i)),
                label(value)));
      }
      drawing = true;
    }
    return "<path d='" + path + "' fill='none' stroke='" + colour + "' stroke-width='2'/>" + points;
  }

  private double ceiling() {
    double most =
        series.stream()
            .flatMap(each -> each.values().stream())
            .filter(value -> !Double.isNaN(value))
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-9))));
    for (double nice : new double[] {1, 2, 2.5, 5, 10}) {
      if (nice * power >= most) {
        return nice * power;
      }
    }
    return 10 * power;
  }

  private double x(int place) {
    int room = WIDTH - LEFT - RIGHT;
    return LEFT + (places.size() == 1 ? room / 2.0 : (double) room * place / (places.size() - 1));
  }

  private static double y(double value, double most) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / most;
  }

  private static String line(double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='currentColor' opacity='.15'/>",
        x1,
        y1,
        x2,
        y2);
  }

  private static String text(double x, double y, String anchor, String words) {
    return String.format(
        Locale.ROOT, "<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor, words);
  }

  private static String label(double value) {
    return value >= 100 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
