package dev.gatehouse.entitlement.web;

import dev.gatehouse.core.id.DerivedId;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes ids for new things. */
@Component
public class Ids {
  /** An id that nothing else has. */
  public String fresh() {
    return DerivedId.of("fresh", UUID.randomUUID().toString());
  }
}
