package dev.gatehouse.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.schemas.CommandReply;
import dev.gatehouse.schemas.ProvisioningCommand;
import dev.gatehouse.schemas.TaskCommand;
import dev.gatehouse.schemas.TaskEvent;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.wire.UnreadableRecord;
import dev.gatehouse.testkit.batch.BatchBench;
import dev.gatehouse.testkit.schema.EarlierReaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The records that the workers and gateways of today send are read by every earlier release. */
@ExtendWith(QuietLogs.class)
class EarlierReleasesTest {
  private static final int SEEDS = 8;

  private static final Map<String, Class<? extends SpecificRecord>> TYPES =
      Map.of(
          Topics.TASK_COMMANDS, TaskCommand.class,
          Topics.PROVISIONING_COMMANDS, ProvisioningCommand.class,
          Topics.COMMAND_REPLIES, CommandReply.class,
          Topics.TASK_EVENTS, TaskEvent.class);

  @Test
  void everyRecordThatIsSentIsReadByEveryRelease() {
    List<RawRecord> sent = new ArrayList<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      Simulation simulation = new Simulation(seed, new Parts());
      simulation.watch(sent::add);
      Seeds.onStage(simulation::play);
    }
    List<RawRecord> good = sent.stream().filter(EarlierReleasesTest::isGood).toList();

    assertThat(good.stream().map(RawRecord::topic).distinct())
        .containsExactlyInAnyOrderElementsOf(TYPES.keySet());
    for (RawRecord record : good) {
      assertThat(EarlierReaders.differences(Objects.requireNonNull(record.value()))).isEmpty();
    }
  }

  /** The simulation puts records on the topics that nobody can read, too. */
  private static boolean isGood(RawRecord record) {
    Class<? extends SpecificRecord> type = TYPES.get(record.topic());
    if (type == null || record.value() == null) {
      return false;
    }
    try {
      BatchBench.AVRO.decode(record.value(), type);
      return true;
    } catch (UnreadableRecord e) {
      return false;
    }
  }
}
