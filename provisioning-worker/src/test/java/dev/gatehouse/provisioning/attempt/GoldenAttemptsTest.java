package dev.gatehouse.provisioning.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.schemas.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Documents of attempts as every version so far has stored them; a new form is added below. */
class GoldenAttemptsTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123Z");

  /** Without what ends, and without a shard. */
  private static final String FIRST_FORM =
      """
      {"_id":"t1/s1/2","taskId":"t1","stepId":"s1","number":2,"give":true,"connectorId":"c1",
       "appId":"wiki","entitlementId":"editors","appUserId":"wiki-ann","identity":"ann",
       "durationMillis":{"$numberLong":"3600000"},"orderedAt":{"$date":"2026-11-22T10:15:30.123Z"},
       "state":"CLAIMED","claims":2,"failures":1,"waits":3,
       "firstFailureAt":{"$date":"2026-11-22T10:15:30.123Z"},"unsure":true,"lane":"c1",
       "nextDueAt":{"$date":"2026-11-22T10:15:30.123Z"}}
      """;

  private static final String ENDED_IN_THE_FIRST_FORM =
      """
      {"_id":"t1/s1/1","taskId":"t1","stepId":"s1","number":1,"give":true,"connectorId":"c1",
       "appId":"wiki","entitlementId":"editors","appUserId":null,"identity":null,
       "durationMillis":null,"orderedAt":{"$date":"2026-11-22T10:15:30.123Z"},
       "state":"FAILED","claims":1,"failures":0,"waits":0,"firstFailureAt":null,"unsure":false,
       "sentence":"No such group.","endedAt":{"$date":"2026-11-22T10:15:30.123Z"},
       "outbox":{"topic":"task-commands","key":"t1","value":{"$binary":{"base64":"AAEC","subType":"00"}},
                 "headers":[{"name":"gatehouse-signature","value":"k1.abc"}],"vain":0},
       "nextDueAt":{"$date":"2026-11-22T10:15:30.123Z"}}
      """;

  private static final String SECOND_FORM =
      """
      {"_id":"t1/s1/2","taskId":"t1","stepId":"s1","number":2,"give":false,"connectorId":"c1",
       "appId":"wiki","entitlementId":"editors","appUserId":"wiki-ann","identity":"ann",
       "durationMillis":{"$numberLong":"3600000"},"ending":{"undoneTaskId":"t0"},
       "orderedAt":{"$date":"2026-11-22T10:15:30.123Z"},"state":"DUE","claims":0,"failures":0,
       "waits":0,"firstFailureAt":null,"unsure":false,"lane":"c1","shard":61,
       "nextDueAt":{"$date":"2026-11-22T10:15:30.123Z"}}
      """;

  /** With the trace of what it was caused by. */
  private static final String THIRD_FORM =
      """
      {"_id":"t1/s1/2","taskId":"t1","stepId":"s1","number":2,"give":false,"connectorId":"c1",
       "appId":"wiki","entitlementId":"editors","appUserId":"wiki-ann","identity":"ann",
       "durationMillis":{"$numberLong":"3600000"},"ending":{"undoneTaskId":"t0"},
       "trace":{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","tracestate":"vendor=1"},
       "orderedAt":{"$date":"2026-11-22T10:15:30.123Z"},"state":"DUE","claims":0,"failures":0,
       "waits":0,"firstFailureAt":null,"unsure":false,"lane":"c1","shard":61,
       "nextDueAt":{"$date":"2026-11-22T10:15:30.123Z"}}
      """;

  private static final Trace TRACE =
      new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1");

  @Test
  void anAttemptOfTheFirstFormIsRead() {
    assertThat(AttemptDocument.read(Document.parse(FIRST_FORM)))
        .isEqualTo(
            new ProvisioningAttempt(order(true, null), AttemptState.CLAIMED, 2, 1, 3, AT, true));
  }

  @Test
  void anEndThatIsNotPublishedIsReadWithItsBytes() {
    Document document = Document.parse(ENDED_IN_THE_FIRST_FORM);

    assertThat(AttemptDocument.readDue(document).unpublished())
        .usingRecursiveComparison()
        .isEqualTo(
            new Finished(
                "task-commands",
                "t1",
                new byte[] {0, 1, 2},
                Map.of("gatehouse-signature", "k1.abc")));
    assertThat(AttemptDocument.read(document).state()).isEqualTo(AttemptState.FAILED);
  }

  @Test
  void anAttemptOfTheSecondFormIsRead() {
    assertThat(AttemptDocument.read(Document.parse(SECOND_FORM)))
        .isEqualTo(
            ProvisioningAttempt.ordered(order(false, new Ending.OfRequest(new TaskId("t0")))));
    Document expired =
        Document.parse(
            SECOND_FORM.replace(
                "\"undoneTaskId\":\"t0\"",
                "\"expiredAt\":{\"$date\":\"2026-11-22T10:15:30.123Z\"}"));
    assertThat(AttemptDocument.read(expired))
        .isEqualTo(ProvisioningAttempt.ordered(order(false, new Ending.ExpiredBy(AT))));
  }

  @Test
  void anAttemptOfTheThirdFormIsRead() {
    assertThat(AttemptDocument.read(Document.parse(THIRD_FORM)))
        .isEqualTo(ProvisioningAttempt.ordered(traced()));
  }

  private static ProvisioningOrder traced() {
    return order(false, new Ending.OfRequest(new TaskId("t0")), TRACE);
  }

  @Test
  void attemptsAreStoredInTheNewestForm() {
    Document written = AttemptDocument.of(traced(), AT);

    assertThat(Document.parse(json(written)))
        .as("A changed form is kept as a new one beside the old ones")
        .isEqualTo(Document.parse(THIRD_FORM));
  }

  private static String json(Document document) {
    return document
        .toBsonDocument()
        .toJson(JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build());
  }

  private static ProvisioningOrder order(boolean give, @Nullable Ending ending) {
    return order(give, ending, Trace.NONE);
  }

  private static ProvisioningOrder order(boolean give, @Nullable Ending ending, Trace trace) {
    return new ProvisioningOrder(
        new AttemptId(new TaskId("t1"), new StepId("s1"), 2),
        give,
        new ConnectorId("c1"),
        new EntitlementRef(new AppId("wiki"), new EntitlementId("editors")),
        new AppUserId("wiki-ann"),
        new UserId("ann"),
        Duration.ofHours(1),
        ending,
        trace);
  }
}
