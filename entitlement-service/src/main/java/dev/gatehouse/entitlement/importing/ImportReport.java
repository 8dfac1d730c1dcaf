package dev.gatehouse.entitlement.importing;

import dev.gatehouse.model.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an import did, or would do. */
final class ImportReport {
  private final AtomicInteger created = new AtomicInteger();
  private final AtomicInteger updated = new AtomicInteger();
  private final AtomicInteger unchanged = new AtomicInteger();
  private final ConcurrentLinkedQueue<ImportFile.Refusal> refused = new ConcurrentLinkedQueue<>();

  void add(String path, ImportOutcome outcome) {
    switch (outcome) {
      case ImportOutcome.Created() -> created.incrementAndGet();
      case ImportOutcome.Updated() -> updated.incrementAndGet();
      case ImportOutcome.Unchanged() -> unchanged.incrementAndGet();
      case ImportOutcome.Refused(String reason) -> refuse(path, reason);
    }
  }

  void refuse(String path, String reason) {
    refused.add(new ImportFile.Refusal(path, reason));
  }

  /** The answer; {@code ids} names everything that was taken up. */
  ObjectNode toJson(List<Draft> drafts) {
    ObjectNode answer = Json.object();
    answer.put("created", created.get());
    answer.put("updated", updated.get());
    answer.put("unchanged", unchanged.get());
    ArrayNode list = answer.putArray("refused");
    refused.stream()
        .sorted(Comparator.comparing(ImportFile.Refusal::path))
        .forEach(each -> list.addObject().put("path", each.path()).put("reason", each.reason()));
    Map<String, String> ids = new TreeMap<>();
    for (Draft draft : drafts) {
      if (!draft.refused()) {
        ids.put(draft.kind().key() + "/" + draft.reference(), draft.id());
      }
    }
    ObjectNode map = answer.putObject("ids");
    ids.forEach(map::put);
    return answer;
  }
}
