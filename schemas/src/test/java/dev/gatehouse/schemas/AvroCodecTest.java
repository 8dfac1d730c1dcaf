package dev.gatehouse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.SchemaRegistry;
import dev.gatehouse.schemas.wire.UnreadableRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes on the wire is what earlier releases wrote, byte for byte; bad bytes are told apart.
 */
class AvroCodecTest {
  private final AvroCodec codec = new AvroCodec(new FrozenRegistry());

  static Stream<String> topics() {
    return Topics.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void theBytesAreTheGoldenOnes(String topic) throws IOException {
    byte[] bytes = codec.encode(topic, SampleRecords.all().get(topic));
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(golden(topic));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void theGoldenBytesStillReadAsTheSameRecord(String topic) throws IOException {
    SpecificRecord record = SampleRecords.all().get(topic);
    assertThat(codec.decode(HexFormat.of().parseHex(golden(topic)), record.getClass()))
        .isEqualTo(record);
  }

  static Stream<FrozenSchemas.Frozen> earlierVersions() {
    List<FrozenSchemas.Frozen> all = FrozenSchemas.all();
    return all.stream()
        .filter(
            each ->
                all.stream()
                    .anyMatch(
                        newer ->
                            newer.topic().equals(each.topic())
                                && newer.version() > each.version()));
  }

  @ParameterizedTest
  @MethodSource("earlierVersions")
  void theGoldenBytesOfAnEarlierVersionStillReadAsTheSameRecord(FrozenSchemas.Frozen earlier)
      throws IOException {
    SpecificRecord record = SampleRecords.all().get(earlier.topic());
    String bytes = golden(earlier.topic() + ".v" + earlier.version());
    assertThat(codec.decode(HexFormat.of().parseHex(bytes), record.getClass())).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("topics")
  void bytesOfAnotherTopicArePoison(String topic) throws IOException {
    String other = topic.equals(Topics.TASK_EVENTS) ? Topics.GRANT_EVENTS : Topics.TASK_EVENTS;
    byte[] bytes = HexFormat.of().parseHex(golden(other));
    assertThatThrownBy(() -> codec.decode(bytes, SampleRecords.all().get(topic).getClass()))
        .isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void cutOrRandomBytesArePoisonAndNothingElse() throws IOException {
    byte[] good = HexFormat.of().parseHex(golden(Topics.TASK_COMMANDS));
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> codec.decode(cut, TaskCommand.class))
          .as("the first %d bytes", length)
          .isInstanceOf(UnreadableRecord.class);
    }
    long seed = 20261122;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      byte[] bytes = noise;
      assertThatThrownBy(() -> codec.decode(bytes, TaskCommand.class))
          .as("noise %d of seed %d", i, seed)
          .isInstanceOf(UnreadableRecord.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 30, Integer.MAX_VALUE, 1L << 31, 1L << 40, Long.MAX_VALUE})
  void aLengthThatIsNotThereIsPoisonHoweverLarge(long length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(HexFormat.of().parseHex(golden(Topics.TASK_COMMANDS)), 0, 5);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    encoder.writeLong(length);

    assertThatThrownBy(() -> codec.decode(bytes.toByteArray(), TaskCommand.class))
        .isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void randomBytesOfAKnownSchemaArePoisonAndNothingElse() throws IOException {
    byte[] good = HexFormat.of().parseHex(golden(Topics.TASK_COMMANDS));
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[40];
      random.nextBytes(bytes);
      System.arraycopy(good, 0, bytes, 0, 5);
      assertThatThrownBy(() -> codec.decode(bytes, TaskCommand.class))
          .as("record %d of seed %d", i, seed)
          .isInstanceOf(UnreadableRecord.class);
    }
  }

  private static String golden(String topic) throws IOException {
    try (InputStream in = AvroCodecTest.class.getResourceAsStream("/golden/" + topic + ".hex")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
  }

  private static final class FrozenRegistry implements SchemaRegistry {
    @Override
    public int idOf(String subject, Schema schema) {
      return FrozenSchemas.all().stream()
          .filter(f -> f.subject().equals(subject) && f.schema().equals(schema))
          .findFirst()
          .orElseThrow()
          .id();
    }

    @Override
    public Schema schema(int id) {
      return FrozenSchemas.all().stream()
          .filter(f -> f.id() == id)
          .findFirst()
          .orElseThrow(() -> new UnreadableRecord("no schema " + id))
          .schema();
    }
  }
}
