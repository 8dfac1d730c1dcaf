package dev.gatehouse.core.access;

/** Something that only some may do. What being requester, approver or owner allows comes on top. */
public enum Permission {
  /** To read apps, entitlements, people and policies. */
  READ_CATALOG,
  /** To create, change and delete apps and what is in them, and policies. */
  WRITE_CATALOG,
  /** To bring in whole organisations from a file. */
  IMPORT,
  /** To see every task. */
  SEE_ALL_TASKS,
  /** To ask for access for anybody. */
  REQUEST_FOR_OTHERS,
  /** To ask that access is taken back from anybody. */
  REVOKE_FROM_OTHERS,
  /** To have everything taken back from somebody who leaves. */
  OFFBOARD,
  /** To end a task that somebody else made. */
  CLOSE_TASKS,
  /** To report what somebody else was asked to provide by hand. */
  PROVISION_FOR_OTHERS,
  /** To restart, reset, skip, hand on and speed up what others are asked. */
  STEER_TASKS,
  /** To go on with a parked task. */
  RESUME_TASKS
}
