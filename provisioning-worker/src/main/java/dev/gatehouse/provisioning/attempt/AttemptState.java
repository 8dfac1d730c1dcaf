package dev.gatehouse.provisioning.attempt;

/** How far an attempt is. */
public enum AttemptState {
  /** It waits for its time, then for a free place. */
  DUE,
  /** A worker is at it. */
  CLAIMED,
  /** The access is as wanted. */
  DONE,
  /** It is over without success; a person has to do it. */
  FAILED,
  /** The task no longer wants it, so that nothing was done. */
  OBSOLETE
}
