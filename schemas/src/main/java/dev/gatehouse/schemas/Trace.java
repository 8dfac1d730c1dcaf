package dev.gatehouse.schemas;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace that a record belongs to. It travels unchanged in the headers of every record that
 * one request causes, beside the signed value and never part of it.
 *
 * @param parent the {@code traceparent}; empty for no trace
 * @param state the {@code tracestate}; mostly empty
 */
public record Trace(String parent, String state) {
  /** The names of the headers, in HTTP as in Kafka. */
  public static final String PARENT_HEADER = "traceparent";

  public static final String STATE_HEADER = "tracestate";

  /** Of what no request caused. */
  public static final Trace NONE = new Trace("", "");

  private static final Pattern PARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int ID_BEGIN = 3;
  private static final int ID_END = ID_BEGIN + 32;
  private static final Pattern STATE = Pattern.compile("[\\x20-\\x7e]{1,512}");

  /** The trace that these headers name; what is malformed counts as absent. */
  public static Trace of(@Nullable String parent, @Nullable String state) {
    if (parent == null || !PARENT.matcher(parent).matches()) {
      return NONE;
    }
    return new Trace(parent, state != null && STATE.matcher(state).matches() ? state : "");
  }

  /** The trace in the headers of a record. */
  public static Trace of(Map<String, byte[]> headers) {
    return of(text(headers.get(PARENT_HEADER)), text(headers.get(STATE_HEADER)));
  }

  /** The id that the trace has in every log; empty for none. */
  public String id() {
    return parent.isEmpty() ? "" : parent.substring(ID_BEGIN, ID_END);
  }

  /** The headers that carry it on; none for no trace. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    if (!parent.isEmpty()) {
      headers.put(PARENT_HEADER, parent);
    }
    if (!state.isEmpty()) {
      headers.put(STATE_HEADER, state);
    }
    return headers;
  }

  private static @Nullable String text(byte @Nullable [] value) {
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }
}
