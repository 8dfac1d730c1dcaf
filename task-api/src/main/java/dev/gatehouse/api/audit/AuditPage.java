package dev.gatehouse.api.audit;

import dev.gatehouse.api.task.store.AuditReader;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.page.PageToken;
import dev.gatehouse.model.page.Paging;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which part of a history is wanted. A page begins after an entry, named by version and index,
 * which never change, so a page stays what it is while the task goes on.
 *
 * @param ids the entries asked for by id; empty for all
 * @param after the last entry of the page before; null for the first page
 */
record AuditPage(
    boolean newestFirst, boolean commentsOnly, Set<String> ids, int size, @Nullable Place after) {

  private record Place(long version, int index) {
    boolean before(Entry entry) {
      return version < entry.audit().version()
          || (version == entry.audit().version() && index < entry.index());
    }

    boolean isAt(Entry entry) {
      return version == entry.audit().version() && index == entry.index();
    }
  }

  static AuditPage of(ObjectNode message) {
    boolean newestFirst = message.path("newestFirst").asBoolean(false);
    Paging paging = Paging.ofMessage(message);
    return new AuditPage(
        newestFirst,
        message.path("commentsOnly").asBoolean(false),
        message
            .path("refs")
            .valueStream()
            .map(ref -> ref.path("id").asString(""))
            .collect(Collectors.toUnmodifiableSet()),
        paging.size(),
        paging.token().map(token -> place(token, newestFirst)).orElse(null));
  }

  private static Place place(PageToken token, boolean newestFirst) {
    List<String> values = token.after();
    if (values.size() == 3 && values.getFirst().equals(order(newestFirst))) {
      try {
        return new Place(Long.parseLong(values.get(1)), Integer.parseInt(values.get(2)));
      } catch (NumberFormatException e) {
        throw another();
      }
    }
    throw another();
  }

  private static ApiException another() {
    return new ApiException(
        Code.INVALID_ARGUMENT,
        "Expected pageToken to be of a history in the same order, but it was not.");
  }

  private static String order(boolean newestFirst) {
    return newestFirst ? "NEWEST_AUDIT_FIRST" : "OLDEST_AUDIT_FIRST";
  }

  /** The versions that may hold entries of this page. */
  AuditReader.Range range() {
    return new AuditReader.Range(
        newestFirst,
        after == null ? null : after.version(),
        commentsOnly ? Change.CommentAdded.class.getSimpleName() : null,
        ids.stream().map(AuditPage::versionOf).collect(Collectors.toUnmodifiableSet()));
  }

  private static String versionOf(String entryId) {
    return entryId.substring(0, Math.max(entryId.lastIndexOf(':'), 0));
  }

  /** A version's entries as this page wants them. */
  List<Entry> inOrder(List<Entry> entries) {
    return newestFirst ? entries.reversed() : entries;
  }

  boolean shows(Entry entry) {
    return (ids.isEmpty() || ids.contains(entry.id()))
        && (!commentsOnly || entry.happening().member().equals(Happening.COMMENT))
        && (after == null || (!after.isAt(entry) && after.before(entry) != newestFirst));
  }

  String tokenAfter(Entry entry) {
    return PageToken.of(
            order(newestFirst),
            Long.toString(entry.audit().version()),
            Integer.toString(entry.index()))
        .encode();
  }
}
