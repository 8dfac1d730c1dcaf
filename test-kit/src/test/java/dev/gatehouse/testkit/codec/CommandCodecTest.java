package dev.gatehouse.testkit.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.form.Answer;
import dev.gatehouse.core.form.Answers;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.runtime.codec.ClientKeys;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.Decoded;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.testkit.ManualClock;
import dev.gatehouse.testkit.batch.BatchBench;
import dev.gatehouse.testkit.batch.ReleasedSchemas;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandCodecTest {
  private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-11-22T10:00:00Z"));
  private static final KeyPair HR = keyPair();
  private static final StepId STEP = new StepId("step");

  private final CommandCodec codec =
      new CommandCodec(
          new AvroCodec(new ReleasedSchemas()),
          InstallationKeys.parse(BatchBench.INSTALLATION_KEYS),
          ClientKeys.parse(
              "hr:" + Base64.getEncoder().encodeToString(HR.getPublic().getEncoded())));

  static Stream<Command> commands() {
    AppId app = new AppId("wiki");
    EntitlementId editors = new EntitlementId("editors");
    AppUserId account = new AppUserId("wiki-ann");
    UserId ann = new UserId("ann");
    return Stream.of(
        new Command.CreateGrant(
            app,
            editors,
            account,
            ann,
            "why",
            Duration.ofHours(2),
            true,
            "{\"reason\":\"why\"}",
            "{}",
            true,
            Origin.SLACK,
            new Answers(Map.of("reason", new Answer.Text("why")))),
        new Command.CreateGrant(
            app, editors, null, null, "", null, false, "", "", false, Origin.API),
        new Command.CreateRevoke(
            app,
            editors,
            account,
            ann,
            "why",
            new RevokeSource.Requested(ann),
            Origin.API,
            new TaskId("parent")),
        new Command.CreateRevoke(
            app, editors, null, null, "", new RevokeSource.Requested(null), Origin.API, null),
        new Command.CreateRevoke(
            app,
            editors,
            account,
            null,
            "",
            new RevokeSource.Expired(CLOCK.instant()),
            Origin.TIME_REVOKE,
            null),
        new Command.CreateRevoke(
            app,
            editors,
            account,
            null,
            "",
            new RevokeSource.Undone(new TaskId("request"), ann),
            Origin.CASCADE_DELETE,
            null),
        new Command.CreateOffboarding(ann, "why", Origin.AUTOMATION),
        new Command.Approve(STEP, "yes"),
        new Command.Deny(STEP, "no"),
        new Command.Comment("hello"),
        new Command.Close("enough"),
        new Command.Reassign(STEP, List.of(ann, new UserId("bob")), "away"),
        new Command.Restart("again"),
        new Command.Reset("anew"),
        new Command.SkipStep(STEP, "done already"),
        new Command.ProcessNow(),
        new Command.RetryProvisioning(STEP, "once more"),
        new Command.UpdateGrantDuration(Duration.ofMinutes(90)),
        new Command.UpdateRequestData(
            new Answers(
                Map.of(
                    "reason", new Answer.Text("It burns."),
                    "sure", new Answer.Truth(true),
                    "days", new Answer.Whole(3),
                    "teams", new Answer.Texts(List.of("a", "b")),
                    "tags", new Answer.TextMap(Map.of("k", "v")),
                    "odd", new Answer.Other("[1.5]")))),
        new Command.Escalate(STEP, "urgent"),
        new Command.Escalate(null, ""),
        new Command.CompleteProvision(STEP, "done"),
        new Command.ErrorProvision(STEP, "broken"),
        new Command.CancelProvision(STEP, "never"),
        new Command.ReportAttempt(STEP, 2, AttemptState.CLAIMED),
        new Command.ProvisioningFinished(STEP, 2, account, ""),
        new Command.ProvisioningFinished(STEP, 2, null, "Expected a group."),
        new Command.ContinueOffboarding(3),
        new Command.TimerFired(new StepId("s1"), Instant.parse("2026-11-22T10:15:30.123Z")),
        new Command.ChildClosed(new TaskId("child")),
        new Command.Watch(new TaskId("watcher")),
        new Command.Resume("go on"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatIsSentIsWhatIsRead(Command command) {
    CommandEnvelope envelope =
        new CommandEnvelope(
            new CommandId("c1"),
            new TaskId("t1"),
            new Actor.Person(new UserId("ann"), Set.of(Role.HELPDESK, Role.SUPER_ADMIN)),
            CLOCK.instant(),
            "hash",
            "gateway-1",
            command);

    Decoded decoded = codec.decode(raw(codec.encode(envelope), 0));

    assertThat(decoded).isInstanceOf(Decoded.Known.class);
    assertThat(((Decoded.Known) decoded).envelope()).isEqualTo(envelope);
  }

  @Test
  void aClientThatSignsItsCommandsMayStartAnOffboarding() {
    CommandEnvelope envelope =
        ofClient("hr", new Command.CreateOffboarding(new UserId("ann"), "", Origin.API));
    SignedRecord record = proven(envelope, "hr", "c1", CLOCK.instant().plusSeconds(60));

    assertThat(codec.decode(raw(record, 0))).isInstanceOf(Decoded.Known.class);
  }

  @Test
  void aProofHoldsForJustItsClientCommandValueAndTime() {
    Command offboard = new Command.CreateOffboarding(new UserId("ann"), "", Origin.API);
    Instant later = CLOCK.instant().plusSeconds(60);
    SignedRecord good = proven(ofClient("hr", offboard), "hr", "c1", later);

    assertPoison(raw(good, 60));
    assertPoison(raw(proven(ofClient("other", offboard), "other", "c1", later), 0));
    assertPoison(raw(proven(ofClient("hr", offboard), "other", "c1", later), 0));
    assertPoison(raw(proven(ofClient("hr", offboard), "hr", "c2", later), 0));
    assertPoison(raw(proven(ofClient("hr", new Command.Resume("")), "hr", "c1", later), 0));
    SignedRecord otherValue =
        codec.encode(
            ofClient("hr", new Command.CreateOffboarding(new UserId("bob"), "", Origin.API)));
    assertPoison(
        raw(new SignedRecord(good.topic(), good.key(), otherValue.value(), good.headers()), 0));
    assertPoison(
        raw(
            new SignedRecord(
                good.topic(), good.key(), good.value(), Map.of(RecordHeaders.PROOF, "a.b.c")),
            0));
  }

  @Test
  void aClientMayNotSpeakForAPerson() {
    CommandEnvelope forged =
        new CommandEnvelope(
            new CommandId("c1"),
            new TaskId("t1"),
            new Actor.Person(new UserId("root"), Set.of(Role.SUPER_ADMIN)),
            CLOCK.instant(),
            "",
            null,
            new Command.Close(""));
    assertPoison(raw(proven(forged, "hr", "c1", CLOCK.instant().plusSeconds(60)), 0));
  }

  private void assertPoison(RawRecord raw) {
    assertThat(codec.decode(raw)).isInstanceOf(Decoded.Poison.class);
  }

  private static CommandEnvelope ofClient(String client, Command command) {
    return CommandEnvelope.ofService(
        client, new CommandId("c1"), new TaskId("t1"), CLOCK.instant(), command);
  }

  /** The record with a client's proof instead of the installation's signature. */
  private SignedRecord proven(
      CommandEnvelope envelope, String client, String commandId, Instant expiry) {
    SignedRecord record = codec.encode(envelope);
    try {
      String hash = base64(MessageDigest.getInstance("SHA-256").digest(record.value()));
      String text =
          base64("{\"alg\":\"EdDSA\"}")
              + "."
              + base64(
                  "{\"iss\":\"%s\",\"jti\":\"%s\",\"htb\":\"%s\",\"exp\":%d}"
                      .formatted(client, commandId, hash, expiry.getEpochSecond()));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(HR.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return new SignedRecord(
          record.topic(),
          record.key(),
          record.value(),
          Map.of(RecordHeaders.PROOF, text + "." + base64(signature.sign())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RawRecord raw(SignedRecord record, long secondsLater) {
    ManualClock clock = new ManualClock(CLOCK.instant().plusSeconds(secondsLater));
    return BatchBench.record("topic", 0, clock, record);
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
