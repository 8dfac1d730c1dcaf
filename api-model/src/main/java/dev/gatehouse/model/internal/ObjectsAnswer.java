package dev.gatehouse.model.internal;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The objects that were found, in no order, as the API shows them: each with its {@code @type} and
 * {@code id}.
 */
public record ObjectsAnswer(List<JsonNode> objects) {
  public ObjectsAnswer {
    objects = List.copyOf(objects);
  }
}
