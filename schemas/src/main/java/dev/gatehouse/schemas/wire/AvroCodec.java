package dev.gatehouse.schemas.wire;

import dev.gatehouse.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/** Records to bytes and back, in the format that every off-the-shelf Kafka client reads. */
public final class AvroCodec {
  private static final byte MAGIC = 0;
  private static final int HEADER = 5;

  /** More than any record has; Avro would make room for whatever length the bytes claim. */
  private static final String LONGEST = Integer.toString(16 << 20);

  static {
    for (String limit : List.of("string", "bytes")) {
      String property = "org.apache.avro.limits." + limit + ".maxLength";
      if (System.getProperty(property) == null) {
        System.setProperty(property, LONGEST);
      }
    }
    // Avro makes objects only of classes that it is told to trust: ours, and what it trusted
    // before.
    ClassSecurityValidator.ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(
        type ->
            type.getPackageName().equals(Topics.class.getPackageName()) || before.isTrusted(type));
  }

  private final SchemaRegistry registry;

  public AvroCodec(SchemaRegistry registry) {
    this.registry = registry;
  }

  /** The bytes of a record as a value of a topic. */
  public byte[] encode(String topic, SpecificRecord record) {
    Schema schema = record.getSchema();
    int id = registry.idOf(Topics.subject(topic), schema);
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    out.write(MAGIC);
    out.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new SpecificDatumWriter<SpecificRecord>(schema, SpecificData.getForClass(record.getClass()))
          .write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail.", e);
    }
    return out.toByteArray();
  }

  /**
   * The record in these bytes, read as the class's own schema whatever version wrote it.
   *
   * @throws UnreadableRecord if they can never be read
   * @throws RegistryUnavailable if the registry has to be asked and does not answer
   */
  public <T extends SpecificRecord> T decode(byte[] bytes, Class<T> type) {
    if (bytes.length < HEADER || bytes[0] != MAGIC) {
      throw new UnreadableRecord(
          "Expected a zero byte and a four-byte schema id before the value, but they are not"
              + " there.");
    }
    Schema writer = registry.schema(ByteBuffer.wrap(bytes, 1, 4).getInt());
    SpecificData data = SpecificData.getForClass(type);
    Schema reader = data.getSchema(type);
    if (!writer.getFullName().equals(reader.getFullName())) {
      throw new UnreadableRecord(
          "Expected a %s, but the value is a %s."
              .formatted(reader.getFullName(), writer.getFullName()));
    }
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
    try {
      T record = type.cast(new SpecificDatumReader<T>(writer, reader, data).read(null, decoder));
      if (!decoder.isEnd()) {
        throw new UnreadableRecord(
            "Expected the value to end with the record, but more bytes follow.");
      }
      return record;
    } catch (IOException
        | AvroRuntimeException
        | ClassCastException
        | UnsupportedOperationException
        | IndexOutOfBoundsException
        | NegativeArraySizeException e) {
      throw new UnreadableRecord(
          "Expected a %s, but the bytes cannot be read as one.".formatted(reader.getName()), e);
    }
  }
}
