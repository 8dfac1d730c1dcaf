package dev.gatehouse.entitlement.importing;

import java.util.List;
import reactor.core.publisher.Flux;

/** Takes up access that a file says is there. Implemented by whatever keeps the grants. */
public interface ImportedGrants {
  /**
   * Registers these grants; repeatable.
   *
   * @param dryRun whether to tell only what would happen; entitlements and accounts that the same
   *     file brings are not there yet then
   * @return one outcome for each grant, in their order
   */
  Flux<ImportOutcome> register(List<ImportedGrant> grants, boolean dryRun);
}
