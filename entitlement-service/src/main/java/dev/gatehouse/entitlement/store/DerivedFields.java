package dev.gatehouse.entitlement.store;

import dev.gatehouse.model.Json;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Fields that follow from others: what lists are ordered by, found by, and unique in. */
final class DerivedFields {
  private static final int LONGEST_SORT_KEY = 120;
  private static final int LONGEST_WORD = 60;
  private static final int MOST_WORDS = 100;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private DerivedFields() {}

  static void set(EntityKind kind, ObjectNode fields) {
    boolean deleted = fields.hasNonNull("deletedAt");
    fields.put(Hidden.SORT_KEY, sortKey(text(fields, "displayName")));
    ArrayNode words = Json.array();
    switch (kind) {
      case USER -> {
        words = words(fields, "displayName", "email", "username", "jobTitle", "department");
        unique(fields, Hidden.EMAIL_KEY, deleted ? "" : lower(text(fields, "email")));
      }
      case ENTITLEMENT -> {
        words = words(fields, "displayName", "alias", "slug", "description");
        unique(fields, Hidden.ALIAS_KEY, deleted ? "" : text(fields, "alias"));
      }
      case APP_USER -> words = words(fields, "displayName", "email", "username");
      case APP, RESOURCE, POLICY, RESOURCE_TYPE, CONNECTOR ->
          words = words(fields, "displayName", "description");
      case REQUEST_SCHEMA -> {
        // Found by its id alone.
      }
    }
    fields.set(Hidden.WORDS, words);
  }

  /** What something of this name is ordered by. */
  static String sortKey(String displayName) {
    return cut(lower(displayName), LONGEST_SORT_KEY);
  }

  /** The words of a text as they are searched for. */
  static Set<String> wordsOf(String text) {
    Set<String> words = new TreeSet<>();
    Matcher found = WORD.matcher(lower(text));
    while (found.find() && words.size() < MOST_WORDS) {
      words.add(cut(found.group(), LONGEST_WORD));
    }
    return words;
  }

  private static ArrayNode words(ObjectNode fields, String... names) {
    Set<String> words = new TreeSet<>();
    for (String name : names) {
      words.addAll(wordsOf(text(fields, name)));
    }
    ArrayNode list = Json.array();
    words.stream().limit(MOST_WORDS).forEach(list::add);
    return list;
  }

  private static void unique(ObjectNode fields, String name, String value) {
    if (value.isEmpty()) {
      fields.remove(name);
    } else {
      fields.put(name, value);
    }
  }

  private static String text(ObjectNode fields, String name) {
    return fields.path(name).asString("");
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
