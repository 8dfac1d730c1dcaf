package dev.gatehouse.entitlement.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.junit.jupiter.api.Test;

/** Documents of grants as every version so far has stored them; a new form is added below. */
class GoldenGrantsTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final Attempt ATTEMPT = new Attempt(new TaskId("t1"), new StepId("s1"), 2);
  private static final Grant.Key KEY =
      new Grant.Key(
          new EntitlementRef(new AppId("wiki"), new EntitlementId("editors")),
          new AppUserId("wiki-ann"));

  private static final String FIRST_FORM =
      """
      {"version":{"$numberLong":"7"},"appId":"wiki","entitlementId":"editors",
       "appUserId":"wiki-ann","identityUserId":"ann","account":false,"state":"REVOKING",
       "live":true,"epoch":{"$numberLong":"5"},
       "lease":{"taskId":"t1","stepId":"s1","attempt":2,"epoch":{"$numberLong":"5"},
                "operation":"REVOKE","until":{"$date":"2026-11-22T10:15:30.123Z"},
                "durationMillis":{"$numberLong":"3600000"}},
       "sources":[{"id":"t0","until":{"$date":"2026-11-22T10:15:30.123Z"}},
                  {"id":"import","until":null}],
       "deprovisionAt":{"$date":"2026-11-22T10:15:30.123Z"},
       "createdAt":{"$date":"2026-11-22T10:15:30.123Z"},
       "updatedAt":{"$date":"2026-11-22T10:15:30.123Z"},
       "quietUntil":{"$date":"2026-11-22T10:15:30.123Z"},
       "history":[{"taskId":"t1","stepId":"s1","attempt":2,"epoch":{"$numberLong":"4"},
                   "done":true,"state":"GRANTED","at":{"$date":"2026-11-22T10:15:30.123Z"}}]}
      """;

  private static final String AT_REST =
      """
      {"version":{"$numberLong":"1"},"appId":"wiki","entitlementId":"editors",
       "appUserId":"wiki-ann","identityUserId":null,"account":true,"state":"REVOKED",
       "live":false,"epoch":{"$numberLong":"0"},"lease":null,"sources":[],"deprovisionAt":null,
       "createdAt":null,"updatedAt":{"$date":"2026-11-22T10:15:30.123Z"},"quietUntil":null,
       "history":[]}
      """;

  private static Grant busy() {
    return new Grant(
        KEY,
        7,
        5,
        GrantState.REVOKING,
        new UserId("ann"),
        false,
        new Lease(ATTEMPT, 5, Operation.REVOKE, AT, Duration.ofHours(1)),
        List.of(new GrantSource("t0", AT), new GrantSource("import", null)),
        AT,
        AT,
        AT,
        AT,
        List.of(new GrantStep(ATTEMPT, 4, true, GrantState.GRANTED, AT)));
  }

  private static Grant atRest() {
    return new Grant(
        KEY,
        1,
        0,
        GrantState.REVOKED,
        null,
        true,
        null,
        List.of(),
        null,
        null,
        AT,
        null,
        List.of());
  }

  @Test
  void aGrantOfTheFirstFormIsRead() {
    assertThat(GrantDocuments.grant(Document.parse(FIRST_FORM))).isEqualTo(busy());
    assertThat(GrantDocuments.grant(Document.parse(AT_REST))).isEqualTo(atRest());
  }

  @Test
  void grantsAreStoredInTheNewestForm() {
    assertThat(parsed(GrantDocuments.fields(busy())))
        .as("A changed form is kept as a new one beside the old ones")
        .isEqualTo(Document.parse(FIRST_FORM));
    assertThat(parsed(GrantDocuments.fields(atRest()))).isEqualTo(Document.parse(AT_REST));
  }

  /** Read again, so that types are equal. */
  private static Document parsed(Document document) {
    return Document.parse(
        document
            .toBsonDocument()
            .toJson(JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build()));
  }
}
