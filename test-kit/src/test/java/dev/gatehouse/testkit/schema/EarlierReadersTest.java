package dev.gatehouse.testkit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.schemas.FrozenSchemas;
import dev.gatehouse.schemas.FrozenSchemas.Frozen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written today is read by every release, and what every release wrote is read today. */
class EarlierReadersTest {
  private static final int RECORDS = 300;
  private static final long SEED = 20261125;

  static Stream<Frozen> schemas() {
    return FrozenSchemas.all().stream();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void whatOneVersionWritesEveryOtherReads(Frozen writer) throws IOException {
    int record = 0;
    for (Object value : new RandomData(writer.schema(), RECORDS, SEED, true)) {
      record++;
      assertThat(EarlierReaders.differences(bytes(writer, value)))
          .as("record %d of seed %d: %s", record, SEED, value)
          .isEmpty();
    }
    assertThat(record).isEqualTo(RECORDS);
  }

  @Test
  void aReaderThatKnowsLessFindsWhatItKnows() {
    Schema reader = record("{\"name\":\"a\",\"type\":\"string\"}");
    Schema writer =
        record(
            "{\"name\":\"a\",\"type\":\"string\"},"
                + "{\"name\":\"b\",\"type\":[\"null\",\"string\"],\"default\":null}");
    GenericRecord written = new GenericRecordBuilder(writer).set("a", "x").set("b", "y").build();

    Projection projection = new Projection(false);

    assertThat(projection.of(written, writer, reader)).isEqualTo(Map.of("a", "x"));
    assertThat(projection.missing()).isEmpty();
  }

  @Test
  void aReaderThatKnowsMoreFindsDefaults() {
    Schema writer = record("{\"name\":\"a\",\"type\":\"string\"}");
    Schema reader =
        record(
            "{\"name\":\"a\",\"type\":\"string\"},"
                + "{\"name\":\"b\",\"type\":\"int\",\"default\":7}");
    GenericRecord written = new GenericRecordBuilder(writer).set("a", "x").build();

    assertThat(new Projection(true).of(written, writer, reader))
        .isEqualTo(Map.of("a", "x", "b", 7));
  }

  /** A schema may be compatible both ways and still take from readers what they rely on. */
  @Test
  void aFieldThatIsNotWrittenAnyMoreIsMissed() {
    Schema reader = record("{\"name\":\"a\",\"type\":\"string\",\"default\":\"\"}");
    Schema writer = record("{\"name\":\"renamed\",\"type\":\"string\",\"default\":\"\"}");
    GenericRecord written = new GenericRecordBuilder(writer).set("renamed", "x").build();

    Projection projection = new Projection(false);
    projection.of(written, writer, reader);

    assertThat(projection.missing()).containsExactly("Thing.a");
  }

  private static Schema record(String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"Thing\",\"fields\":[" + fields + "]}");
  }

  private static byte[] bytes(Frozen writer, Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(writer.id()).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(writer.schema(), Projection.DATA).write(value, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  @Test
  void aRecordThatNoReaderUnderstandsIsTold() throws IOException {
    Frozen writer = FrozenSchemas.all().getFirst();
    Object value = new RandomData(writer.schema(), 1, SEED, true).iterator().next();
    byte[] bytes = bytes(writer, value);
    List<String> differences = EarlierReaders.differences(java.util.Arrays.copyOf(bytes, 7));

    assertThat(differences).isNotEmpty().allMatch(d -> d.startsWith("Expected v"));
  }
}
