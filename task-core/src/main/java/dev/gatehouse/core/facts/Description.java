package dev.gatehouse.core.facts;

import java.util.List;
import java.util.Map;

/**
 * A thing of the catalogue in the words of the API: what expressions see of a person, an account or
 * an entitlement. Unset fields are left out.
 *
 * @param fields texts, numbers, truth values, lists and maps, by the names of the API's fields
 */
public record Description(Map<String, Object> fields) {
  public Description {
    fields = Map.copyOf(fields);
  }

  /** The text of a field; empty where it is unset. */
  public String text(String field) {
    return fields.get(field) instanceof String text ? text : "";
  }

  /** The texts of a list; empty where it is unset. */
  public List<String> texts(String field) {
    return fields.get(field) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
