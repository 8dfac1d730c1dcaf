package dev.gatehouse.core.access;

/** What a person may do beyond what being requester, approver or owner allows; roles add up. */
public enum Role {
  SUPER_ADMIN,
  READ_ONLY_ADMIN,
  REQUEST_ADMIN,
  HELPDESK,
  APPLICATION_ADMIN,
  CONNECTOR_ADMIN,
  CAMPAIGN_ADMIN,
  BASIC_USER
}
