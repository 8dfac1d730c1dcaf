package dev.gatehouse.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.shape.MessageShape;
import dev.gatehouse.model.shape.Shapes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ProvisionPolicyJsonTest {
  private static final MessageShape SHAPE =
      Shapes.api().message("c1.api.policy.v1.ProvisionPolicy");
  private static final String[] ASSIGNEES = {"users", "appOwners", "entitlementOwners", "manager"};

  private static ProvisionPolicy.Manual manual(String assignee, String settings) {
    String text =
        "{\"manual\": {\"instructions\": \"Add them.\", \"assignee\": {\"%s\": %s}}}"
            .formatted(assignee, settings);
    return (ProvisionPolicy.Manual)
        ProvisionPolicyJson.read(SHAPE.read(Json.mapper().readTree(text)));
  }

  @Test
  void whetherWorkByHandMayBeHandedOnIsReadAndWritten() {
    for (String assignee : ASSIGNEES) {
      ProvisionPolicy.Manual loose = manual(assignee, "{\"allowReassignment\": true}");
      ProvisionPolicy.Manual strict = manual(assignee, "{}");
      assertThat(loose.mayBeReassigned()).as(assignee).isTrue();
      assertThat(strict.mayBeReassigned()).as(assignee).isFalse();
      for (ProvisionPolicy.Manual policy : new ProvisionPolicy.Manual[] {loose, strict}) {
        ObjectNode written = SHAPE.complete(ProvisionPolicyJson.write(policy));
        assertThat(ProvisionPolicyJson.read(written)).isEqualTo(policy);
      }
    }
  }
}
