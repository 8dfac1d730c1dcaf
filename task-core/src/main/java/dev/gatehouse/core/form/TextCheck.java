package dev.gatehouse.core.form;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds texts against {@link TextRules}. Each flaw says what was expected, "to be ...". */
final class TextCheck {
  private static final Pattern EMAIL =
      Pattern.compile("^[^\\s@<>\",;:]{1,64}@[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)*$");
  private static final Pattern LABEL = Pattern.compile("^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$");
  private static final Pattern URI = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*:[^\\s<>\"]+$");
  private static final Pattern URI_REF = Pattern.compile("^[^\\s<>\"]+$");
  private static final Pattern UUID =
      Pattern.compile("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$");
  private static final Pattern IPV4 =
      Pattern.compile("^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.|$)){4}$");
  private static final Pattern HEX_GROUP = Pattern.compile("^[0-9a-fA-F]{1,4}$");

  private TextCheck() {}

  static List<String> flaws(TextRules rules, String text) {
    List<String> flaws = new ArrayList<>();
    if (text.isEmpty() && rules.ignoreEmpty()) {
      return flaws;
    }
    length(
        flaws,
        text.codePointCount(0, text.length()),
        "characters",
        rules.len(),
        rules.minLen(),
        rules.maxLen());
    length(
        flaws,
        text.getBytes(StandardCharsets.UTF_8).length,
        "bytes",
        rules.lenBytes(),
        rules.minBytes(),
        rules.maxBytes());
    content(flaws, rules, text);
    if (rules.wellKnown() != null && !is(rules.wellKnown(), text)) {
      flaws.add("to be " + rules.wellKnown().sentence());
    }
    return flaws;
  }

  private static void length(
      List<String> flaws,
      long length,
      String unit,
      @Nullable Long exactly,
      @Nullable Long least,
      @Nullable Long most) {
    if (exactly != null && length != exactly) {
      flaws.add("to have " + exactly + " " + unit);
    }
    if (least != null && length < least) {
      flaws.add("to have at least " + least + " " + unit);
    }
    if (most != null && length > most) {
      flaws.add("to have at most " + most + " " + unit);
    }
  }

  private static void content(List<String> flaws, TextRules rules, String text) {
    if (rules.only() != null && !text.equals(rules.only())) {
      flaws.add("to be '" + rules.only() + "'");
    }
    if (rules.pattern() != null && !Pattern.compile(rules.pattern()).matcher(text).find()) {
      flaws.add("to match " + rules.pattern());
    }
    if (rules.prefix() != null && !text.startsWith(rules.prefix())) {
      flaws.add("to begin with '" + rules.prefix() + "'");
    }
    if (rules.suffix() != null && !text.endsWith(rules.suffix())) {
      flaws.add("to end with '" + rules.suffix() + "'");
    }
    if (rules.contains() != null && !text.contains(rules.contains())) {
      flaws.add("to contain '" + rules.contains() + "'");
    }
    if (rules.notContains() != null && text.contains(rules.notContains())) {
      flaws.add("not to contain '" + rules.notContains() + "'");
    }
    if (!rules.in().isEmpty() && !rules.in().contains(text)) {
      flaws.add("to be one of " + String.join(", ", rules.in()));
    }
    if (rules.notIn().contains(text)) {
      flaws.add("to be none of " + String.join(", ", rules.notIn()));
    }
  }

  /** Why a pattern cannot be used; null if it can. */
  static @Nullable String flaw(String pattern) {
    try {
      Pattern.compile(pattern);
      return null;
    } catch (PatternSyntaxException e) {
      return e.getDescription();
    }
  }

  private static boolean is(TextRules.WellKnown form, String text) {
    return switch (form) {
      case EMAIL -> EMAIL.matches(text);
      case HOSTNAME -> hostname(text);
      case IP -> IPV4.matches(text) || ipv6(text);
      case IPV4 -> IPV4.matches(text);
      case IPV6 -> ipv6(text);
      case URI -> URI.matches(text);
      case URI_REF -> URI_REF.matches(text);
      case ADDRESS -> hostname(text) || IPV4.matches(text) || ipv6(text);
      case UUID -> UUID.matches(text);
    };
  }

  /** RFC 1034: labels of at most 63 characters, 253 in all. */
  private static boolean hostname(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return name.length() <= 253
        && List.of(name.split("\\.", -1)).stream()
            .allMatch(label -> label.length() <= 63 && LABEL.matches(label));
  }

  /**
   * RFC 4291: eight groups, of which one run of zeros may be left out; the last two may be IPv4.
   */
  private static boolean ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == 8;
    }
    String before = text.substring(0, gap);
    String after = text.substring(gap + 2);
    int first = before.isEmpty() ? 0 : groups(before, false);
    int second = after.isEmpty() ? 0 : groups(after, true);
    return first >= 0 && second >= 0 && first + second <= 7;
  }

  /** How many groups a part of an address has; far below zero if it is none. */
  private static int groups(String part, boolean last) {
    String[] groups = part.split(":", -1);
    int count = 0;
    for (int i = 0; i < groups.length; i++) {
      if (HEX_GROUP.matches(groups[i])) {
        count++;
      } else if (last && i == groups.length - 1 && IPV4.matches(groups[i])) {
        count += 2;
      } else {
        return -100;
      }
    }
    return count;
  }
}
