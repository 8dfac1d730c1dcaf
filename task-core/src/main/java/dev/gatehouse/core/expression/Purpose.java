package dev.gatehouse.core.expression;

/** What an expression is for: what it may speak of, and what must come out of it. */
public enum Purpose {
  /** Tells whether a rule applies: gives true or false. */
  CONDITION,
  /** Finds the people who are asked: gives a user or a list of users. */
  APPROVERS,
  /** Makes the value of a field: gives anything. */
  VALUE
}
