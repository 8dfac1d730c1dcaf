package dev.gatehouse.core.access;

/** Something that only some may do. What being requester, approver or owner allows comes on top. */
public enum Permission {
  /** To read apps, entitlements, people and policies. */
  READ_CATALOG,
  /** To create, change and delete apps and what is in them, and policies. */
  WRITE_CATALOG,
  /** To bring in whole organisations from a file. */
  IMPORT
}
