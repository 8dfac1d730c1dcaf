package dev.gatehouse.model.internal;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The answers, in the order of the questions, each in the form of {@code FactJson}. */
public record FactsAnswer(List<JsonNode> answers) {
  public FactsAnswer {
    answers = List.copyOf(answers);
  }
}
