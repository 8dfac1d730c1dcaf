package dev.gatehouse.core.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a text has to be like ({@code validate.StringRules}); null and empty for what is not asked.
 * Lengths are in characters, those with {@code Bytes} in bytes of UTF-8.
 *
 * @param only the one text that is right
 * @param pattern a regular expression of RE2 that is found in it
 * @param ignoreEmpty whether an empty text is right in any case
 */
public record TextRules(
    @Nullable String only,
    @Nullable Long len,
    @Nullable Long minLen,
    @Nullable Long maxLen,
    @Nullable Long lenBytes,
    @Nullable Long minBytes,
    @Nullable Long maxBytes,
    @Nullable String pattern,
    @Nullable String prefix,
    @Nullable String suffix,
    @Nullable String contains,
    @Nullable String notContains,
    List<String> in,
    List<String> notIn,
    @Nullable WellKnown wellKnown,
    boolean ignoreEmpty) {
  public TextRules {
    in = List.copyOf(in);
    notIn = List.copyOf(notIn);
  }

  /** Texts of a well-known form. */
  public enum WellKnown {
    EMAIL("an email address"),
    HOSTNAME("a host name"),
    IP("an IP address"),
    IPV4("an IPv4 address"),
    IPV6("an IPv6 address"),
    URI("an absolute URI"),
    URI_REF("a URI"),
    ADDRESS("a host name or an IP address"),
    UUID("a UUID");

    private final String sentence;

    WellKnown(String sentence) {
      this.sentence = sentence;
    }

    /** What is expected, as part of a sentence. */
    public String sentence() {
      return sentence;
    }
  }
}
