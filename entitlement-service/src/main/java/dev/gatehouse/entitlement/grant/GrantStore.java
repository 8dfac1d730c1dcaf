package dev.gatehouse.entitlement.grant;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where grants are kept. A write is durable and guarded by the version that its writer saw. */
interface GrantStore {
  /** The grant, if it was ever written. */
  Mono<Grant> find(Grant.Key key);

  /**
   * Writes what a grant becomes, with what is to be published about it.
   *
   * @param before the grant as it was read
   * @param taskId the task that brings the change about; null for none
   * @return the grant as written, under the next version; empty if somebody else was faster
   */
  Mono<Grant> write(Grant before, Grant after, @Nullable String taskId);
}
