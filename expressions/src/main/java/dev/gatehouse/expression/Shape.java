package dev.gatehouse.expression;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type with fields: which there are, of which types, and how each is read. Each field goes by two
 * names, {@code displayName} and {@code display_name}.
 */
final class Shape {
  private static final CelType TEXTS = ListType.create(SimpleType.STRING);
  private static final CelType TREE = MapType.create(SimpleType.STRING, SimpleType.DYN);

  private final String name;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  /** How one field is read, and what stands in for it where it is unset. */
  record Field(CelType type, Object unset, Function<Thing, @Nullable Object> read) {}

  Shape(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  StructType type() {
    ImmutableMap<String, CelType> types =
        fields.entrySet().stream()
            .collect(
                ImmutableMap.toImmutableMap(Map.Entry::getKey, each -> each.getValue().type()));
    return StructType.create(name, types.keySet(), field -> Optional.ofNullable(types.get(field)));
  }

  Optional<Field> field(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  /** Texts that are read from the description as they are. */
  Shape text(String... names) {
    return described(SimpleType.STRING, "", names);
  }

  /** Lists of texts. */
  Shape texts(String... names) {
    return described(TEXTS, List.of(), names);
  }

  /** Maps whose values are of any type. */
  Shape tree(String... names) {
    return described(TREE, Map.of(), names);
  }

  Shape flag(String... names) {
    return described(SimpleType.BOOL, false, names);
  }

  Shape time(String... names) {
    return described(SimpleType.TIMESTAMP, Instant.EPOCH, names);
  }

  Shape duration(String... names) {
    return described(SimpleType.DURATION, Duration.ZERO, names);
  }

  private Shape described(CelType type, Object unset, String... names) {
    for (String each : names) {
      field(each, type, unset, thing -> thing.described().get(each));
    }
    return this;
  }

  /** A text that is made of others. */
  Shape text(String field, Function<Thing, @Nullable Object> read) {
    return field(field, SimpleType.STRING, "", read);
  }

  Shape field(String field, CelType type, Object unset, Function<Thing, @Nullable Object> read) {
    Field made = new Field(type, unset, read);
    fields.put(field, made);
    fields.put(snake(field), made);
    return this;
  }

  /** {@code displayName} as {@code display_name}. */
  static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
