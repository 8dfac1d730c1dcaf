package dev.gatehouse.model.shape;

import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where in a body the reader is. It becomes text only when something is wrong there, such as {@code
 * policySteps.grant.steps[0].approval}.
 */
final class Place {
  private static final int DEEPEST = 20;
  private static final int LONGEST_SHOWN = 80;

  private final @Nullable Place parent;
  private final String segment;
  private final int depth;
  private final boolean serverFields;

  private Place(@Nullable Place parent, String segment, int depth, boolean serverFields) {
    this.parent = parent;
    this.segment = segment;
    this.depth = depth;
    this.serverFields = serverFields;
  }

  static Place body(boolean serverFields) {
    return new Place(null, "", 1, serverFields);
  }

  Place field(String name) {
    return new Place(this, name, depth + 1, serverFields);
  }

  Place item(int index) {
    return new Place(this, "[" + index + "]", depth + 1, serverFields);
  }

  /** Whether fields that only the server sets are kept. */
  boolean serverFields() {
    return serverFields;
  }

  /** Call for each object and list: bodies are at most 20 of them deep. */
  void checkDepth() {
    if (depth > DEEPEST) {
      throw refused("to be nested at most " + DEEPEST + " levels deep, but it was deeper");
    }
  }

  ApiException unexpected(String what, JsonNode value) {
    return refused("to be " + what + ", but it was " + shown(value));
  }

  ApiException refused(String rest) {
    return new ApiException(Code.INVALID_ARGUMENT, "Expected " + this + " " + rest + ".");
  }

  private static String shown(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case NULL, MISSING -> "null";
      case STRING -> "\"" + shortened(value.stringValue()) + "\"";
      case BINARY, BOOLEAN, NUMBER, POJO -> shortened(value.asString());
    };
  }

  private static String shortened(String text) {
    if (text.length() <= LONGEST_SHOWN) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST_SHOWN - 1)) ? 79 : LONGEST_SHOWN;
    return text.substring(0, end) + "...";
  }

  @Override
  public String toString() {
    if (parent == null) {
      return "the body";
    }
    if (parent.parent == null) {
      return segment;
    }
    return segment.startsWith("[") ? parent + segment : parent + "." + segment;
  }
}
