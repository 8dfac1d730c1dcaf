package dev.gatehouse.bench.load;

import dev.gatehouse.model.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a call was answered.
 *
 * @param status 0 if there was no answer at all; then the body says why
 * @param retryAfter whether the header Retry-After was there
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
record Answer(int status, byte[] body, boolean retryAfter) {
  static Answer none(Throwable failure) {
    return new Answer(0, failure.toString().getBytes(StandardCharsets.UTF_8), false);
  }

  boolean ok() {
    return status == 200;
  }

  /** Whether there was too much to do, and it is to be asked again. */
  boolean refusedForNow() {
    return status == 429 && retryAfter;
  }

  /** The sentence of a refusal, or what else came instead of an answer. */
  String sentence() {
    String text = new String(body, StandardCharsets.UTF_8);
    try {
      return Json.mapper().readTree(text).path("message").asString(text);
    } catch (JacksonException e) {
      return text;
    }
  }

  /** The task's id and its current step's id. */
  record Created(String task, String step) {}

  /** Reads only as far as both ids; the rest of the answer is not looked at. */
  Created created() {
    String task = "";
    String step = "";
    try (JsonParser parser = Json.mapper().createParser(body)) {
      Path path = new Path();
      for (JsonToken token = parser.nextToken();
          token != null && (task.isEmpty() || step.isEmpty());
          token = parser.nextToken()) {
        switch (token) {
          case PROPERTY_NAME -> path.name(parser.currentName());
          case START_OBJECT, START_ARRAY -> path.enter();
          case END_OBJECT, END_ARRAY -> path.leave();
          case VALUE_STRING -> {
            if (path.is("/taskView/task/id")) {
              task = parser.getString();
            } else if (path.is("/taskView/task/policy/current/id")) {
              step = parser.getString();
            }
          }
          default -> {
            // Numbers and the like are not among what is wanted.
          }
        }
      }
    }
    return new Created(task, step);
  }

  /** Where the parser is, as far as it matters here. */
  private static final class Path {
    private static final int DEEPEST = 6;
    private final String[] names = new String[DEEPEST];
    private int depth = -1;

    void enter() {
      depth++;
      name("");
    }

    void leave() {
      depth--;
    }

    void name(String name) {
      if (depth >= 0 && depth < DEEPEST) {
        names[depth] = name;
      }
    }

    boolean is(String path) {
      if (depth >= DEEPEST) {
        return false;
      }
      int at = 0;
      for (int i = 0; i <= depth; i++) {
        String name = names[i];
        if (at >= path.length() || !path.startsWith(name, at + 1)) {
          return false;
        }
        at += 1 + name.length();
      }
      return at == path.length();
    }
  }
}
