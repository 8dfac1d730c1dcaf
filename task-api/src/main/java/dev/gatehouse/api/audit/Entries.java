package dev.gatehouse.api.audit;

import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.core.CoreJson;
import dev.gatehouse.runtime.store.Audit;
import dev.gatehouse.schemas.TaskEvent;
import dev.gatehouse.schemas.wire.AvroCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Turns what was written down of a task's versions into entries. */
@Component
class Entries {
  private static final Set<String> KNOWN =
      Stream.of(Change.class.getPermittedSubclasses())
          .map(Class::getSimpleName)
          .collect(Collectors.toUnmodifiableSet());

  private final AvroCodec avro;

  Entries(AvroCodec avro) {
    this.avro = avro;
  }

  /** The entries of one version, in the order in which things happened. Blocks. */
  List<Entry> of(Task task, Audit audit) {
    TaskEvent event = avro.decode(audit.event(), TaskEvent.class);
    ObjectNode after = (ObjectNode) Json.mapper().readTree(event.getTask());
    Version version = new Version(task, audit, changes(audit), after);
    List<Entry> entries = new ArrayList<>();
    for (Change change : version.changes()) {
      for (Happening happening : Happenings.of(change, version)) {
        entries.add(new Entry(audit, entries.size(), event.getState(), happening));
      }
    }
    return entries;
  }

  /** A change that only a later version of the engine knows is passed over. */
  static List<Change> changes(Audit audit) {
    return audit.changes().stream()
        .filter(change -> KNOWN.contains(change.kind()))
        .map(
            change ->
                CoreJson.read((ObjectNode) Json.mapper().readTree(change.detail()), Change.class))
        .toList();
  }
}
