package dev.gatehouse.model.internal;

import java.util.List;

/** The answers to {@link LeaseRequests}, in their order. */
public record LeaseAnswers(List<LeaseAnswer> answers) {
  public LeaseAnswers {
    answers = List.copyOf(answers);
  }
}
