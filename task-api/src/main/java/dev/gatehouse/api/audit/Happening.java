package dev.gatehouse.api.audit;

import dev.gatehouse.model.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an entry is about.
 *
 * @param member which one of the members {@code typ} of a {@code TaskAuditView} it is
 * @param content that member's message, not completed
 * @param error whether something went wrong
 */
record Happening(String member, ObjectNode content, boolean error) {
  static final String COMMENT = "comment";

  static Happening of(String member) {
    return of(member, Json.object());
  }

  static Happening of(String member, ObjectNode content) {
    return new Happening(member, content, false);
  }

  static Happening error(String member, ObjectNode content) {
    return new Happening(member, content, true);
  }
}
