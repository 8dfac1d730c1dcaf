package dev.gatehouse.testkit.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** What is written, as a reader with another schema has to find it: maps, lists and values. */
final class Projection {
  /** Without conversions: a time is the number that is on the wire. */
  static final GenericData DATA = new GenericData();

  private final boolean readerIsNewer;
  private final Set<String> missing = new TreeSet<>();

  /**
   * Makes a projection.
   *
   * @param readerIsNewer whether the reader may know fields that the writer did not
   */
  Projection(boolean readerIsNewer) {
    this.readerIsNewer = readerIsNewer;
  }

  /** A value as its own schema has it. */
  static @Nullable Object plain(@Nullable Object value, Schema schema) {
    return new Projection(true).of(value, schema, schema);
  }

  /** Fields that a reader relies on and the writer does not write any more. */
  Set<String> missing() {
    return missing;
  }

  @Nullable Object of(@Nullable Object value, Schema writer, Schema reader) {
    if (writer.isUnion()) {
      return of(value, writer.getTypes().get(DATA.resolveUnion(writer, value)), reader);
    }
    if (reader.isUnion()) {
      return of(value, writer, branch(writer, reader));
    }
    return switch (value) {
      case null -> null;
      case IndexedRecord record -> fields(record, reader);
      case List<?> list -> {
        List<@Nullable Object> all = new ArrayList<>();
        list.forEach(e -> all.add(of(e, writer.getElementType(), reader.getElementType())));
        yield all;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> all = new TreeMap<>();
        map.forEach(
            (name, e) -> all.put("" + name, of(e, writer.getValueType(), reader.getValueType())));
        yield all;
      }
      case CharSequence text -> text.toString();
      default -> value;
    };
  }

  private static Schema branch(Schema writer, Schema reader) {
    return reader.getTypes().stream()
        .filter(type -> type.getFullName().equals(writer.getFullName()))
        .findFirst()
        .orElseThrow(
            () -> new AvroTypeException("Expected one of " + reader + ", but it is a " + writer));
  }

  private Map<String, @Nullable Object> fields(IndexedRecord record, Schema reader) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    for (Schema.Field field : reader.getFields()) {
      Schema.Field written = record.getSchema().getField(field.name());
      if (written != null) {
        Object value = record.get(written.pos());
        all.put(field.name(), of(value, written.schema(), field.schema()));
      } else {
        if (!readerIsNewer) {
          missing.add(reader.getName() + "." + field.name());
        }
        all.put(field.name(), plain(DATA.getDefaultValue(field), field.schema()));
      }
    }
    return all;
  }
}
