package dev.gatehouse.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.schemas.FrozenSchemas.Frozen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version of a schema reads what every other one wrote: FULL_TRANSITIVE. */
class SchemaCompatibilityTest {
  private static final Map<String, Schema> CURRENT =
      Map.of(
          Topics.TASK_COMMANDS, TaskCommand.getClassSchema(),
          Topics.PROVISIONING_COMMANDS, ProvisioningCommand.getClassSchema(),
          Topics.COMMAND_REPLIES, CommandReply.getClassSchema(),
          Topics.TASK_EVENTS, TaskEvent.getClassSchema(),
          Topics.GRANT_EVENTS, GrantEvent.getClassSchema(),
          Topics.CATALOG_EVENTS, CatalogEvent.getClassSchema());

  private static final Path RELEASED = Path.of("src", "main", "resources", "gatehouse", "schemas");
  private static final Path SUMS = Path.of("src", "test", "resources", "released-schemas.sha256");

  static Stream<String> topics() {
    return Topics.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void theNewestFrozenCopyIsTheSchemaInUse(String topic) {
    assertThat(frozen(topic).getLast().schema())
        .as("A changed schema is frozen as a new version beside the old ones")
        .isEqualTo(CURRENT.get(topic));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyVersionReadsEveryOther(String topic) {
    for (Frozen reader : frozen(topic)) {
      for (Frozen writer : frozen(topic)) {
        assertThat(readable(reader.schema(), writer.schema()))
            .as("%s v%d reads v%d", topic, reader.version(), writer.version())
            .isTrue();
      }
    }
  }

  /** The list is checked by {@code sha256sum -c} too, in the folder of the module. */
  @Test
  void aReleasedSchemaIsNeverChanged() throws IOException, NoSuchAlgorithmException {
    List<String> there = new ArrayList<>();
    try (Stream<Path> files = Files.walk(RELEASED)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        there.add(HexFormat.of().formatHex(sum) + "  " + file);
      }
    }

    assertThat(there)
        .as(
            "Expected the released schemas to be those of %s: a schema that was released never"
                + " changes; a new version is a new file, whose line is added there",
            SUMS)
        .containsExactlyElementsOf(Files.readAllLines(SUMS));
  }

  @Test
  void theCheckRefusesAFieldWithoutDefaultAndARemovedOne() {
    Schema old = frozen(Topics.COMMAND_REPLIES).getLast().schema();
    Schema without =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"CommandReply","namespace":"dev.gatehouse.schemas",
                 "fields":[{"name":"commandId","type":"string"},{"name":"brandNew","type":"string"}]}
                """);
    assertThat(readable(without, old)).isFalse();
    assertThat(readable(old, without)).isFalse();
  }

  @Test
  void everyFrozenSchemaHasItsOwnId() {
    List<Frozen> all = FrozenSchemas.all();
    assertThat(all).hasSizeGreaterThanOrEqualTo(Topics.ALL.size());
    assertThat(all.stream().map(Frozen::id)).doesNotHaveDuplicates();
  }

  private static List<Frozen> frozen(String topic) {
    return FrozenSchemas.all().stream().filter(f -> f.topic().equals(topic)).toList();
  }

  private static boolean readable(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }
}
