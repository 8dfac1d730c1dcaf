package dev.gatehouse.testkit.schema;

import dev.gatehouse.schemas.FrozenSchemas;
import dev.gatehouse.schemas.FrozenSchemas.Frozen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * The readers of all releases: each reads a record as the schema that it was made with, whatever
 * wrote the record.
 */
public final class EarlierReaders {
  private static final int HEADER = 5;

  /** Read once: Avro knows by the schema itself what it prepared for it. */
  private static final List<Frozen> ALL = FrozenSchemas.all();

  private EarlierReaders() {}

  /**
   * What a reader finds otherwise than it was written, a sentence each; empty where all find the
   * same. A reader that knows less finds less; one that knows more finds defaults, but only in what
   * a version before its own wrote.
   *
   * @param bytes a record in the wire format, with the id of a released schema
   */
  public static List<String> differences(byte[] bytes) {
    int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    Frozen writer = ALL.stream().filter(f -> f.id() == id).findFirst().orElseThrow();
    List<String> differences = new ArrayList<>();
    for (Frozen reader : ALL) {
      if (reader.topic().equals(writer.topic())) {
        differences.addAll(differences(writer, reader, bytes));
      }
    }
    return List.copyOf(differences);
  }

  private static List<String> differences(Frozen writer, Frozen reader, byte[] bytes) {
    String who =
        "Expected v%d of %s to read v%d"
            .formatted(reader.version(), reader.topic(), writer.version());
    try {
      Object written = read(writer.schema(), writer.schema(), bytes);
      Object found = read(writer.schema(), reader.schema(), bytes);
      Projection projection = new Projection(reader.version() > writer.version());
      Object expected = projection.of(written, writer.schema(), reader.schema());
      List<String> differences = new ArrayList<>();
      projection.missing().forEach(field -> differences.add(who + ", but nobody writes " + field));
      if (!Objects.equals(expected, Projection.plain(found, reader.schema()))) {
        differences.add("%s as %s, but it finds %s".formatted(who, expected, found));
      }
      return differences;
    } catch (IOException | AvroRuntimeException e) {
      return List.of("%s, but it cannot: %s".formatted(who, e.getMessage()));
    }
  }

  private static Object read(Schema writer, Schema reader, byte[] bytes) throws IOException {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
    return new GenericDatumReader<>(writer, reader, Projection.DATA).read(null, decoder);
  }
}
