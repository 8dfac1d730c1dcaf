package dev.gatehouse.model.internal;

import java.util.List;

/** The answers to {@link SettleRequests}, in their order. */
public record SettleAnswers(List<SettleAnswer> answers) {
  public SettleAnswers {
    answers = List.copyOf(answers);
  }
}
