package dev.gatehouse.runtime.store;

import static dev.gatehouse.runtime.store.SearchFields.ACTED_BY;
import static dev.gatehouse.runtime.store.SearchFields.APP_ID;
import static dev.gatehouse.runtime.store.SearchFields.ASSIGNEES;
import static dev.gatehouse.runtime.store.SearchFields.CREATED_AT;
import static dev.gatehouse.runtime.store.SearchFields.CREATED_BY;
import static dev.gatehouse.runtime.store.SearchFields.ENTITLEMENT_ID;
import static dev.gatehouse.runtime.store.SearchFields.NUMERIC_ID;
import static dev.gatehouse.runtime.store.SearchFields.OPEN_KEY;
import static dev.gatehouse.runtime.store.SearchFields.PARKED;
import static dev.gatehouse.runtime.store.SearchFields.PARTICIPANTS;
import static dev.gatehouse.runtime.store.SearchFields.STATE;
import static dev.gatehouse.runtime.store.SearchFields.SUBJECT_USER_ID;
import static dev.gatehouse.runtime.store.SearchFields.TYPE;
import static dev.gatehouse.runtime.store.SearchFields.WATCHERS;
import static dev.gatehouse.runtime.store.SearchFields.WORDS;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.conversions.Bson;

/** The indexes of the collection of tasks. */
final class TaskIndexes {
  static final String OPEN_KEY_INDEX = "one_open_task_per_access";

  /** Those of versions that did not share the sweeping, or could not search an app's tasks. */
  static final List<String> OLD = List.of("outbox_by_age", "due", "due_of_shard", "by_entitlement");

  private TaskIndexes() {}

  static List<IndexModel> all() {
    return List.of(
        unique(OPEN_KEY_INDEX, OPEN_KEY),
        unique("numeric_id", NUMERIC_ID),
        partial("outbox_of_shard_by_age", TaskDocument.OUTBOX_AT),
        new IndexModel(
            Indexes.ascending(TaskDocument.NEXT_DUE_AT, TaskDocument.ID, StoredShard.FIELD),
            new IndexOptions()
                .name("due_in_order")
                .partialFilterExpression(Filters.exists(TaskDocument.NEXT_DUE_AT))),
        held("parked", PARKED),
        held("stuck", TaskDocument.STUCK),
        new IndexModel(
            Indexes.ascending(TaskDocument.EXPIRE_AT),
            new IndexOptions().name("tombstones").expireAfter(0L, TimeUnit.SECONDS)),
        new IndexModel(
            Indexes.ascending(WATCHERS, TaskDocument.ID),
            new IndexOptions()
                .name("open_children")
                .partialFilterExpression(Filters.eq(STATE, "OPEN"))),
        new IndexModel(
            Indexes.ascending(SUBJECT_USER_ID, TYPE, STATE, TaskDocument.ID),
            new IndexOptions().name("of_person")),
        newestFirst("by_state", STATE),
        newestFirst("by_type", TYPE, STATE),
        newestFirst("by_participant", PARTICIPANTS, STATE),
        newestFirst("by_assignee", ASSIGNEES),
        newestFirst("by_subject", SUBJECT_USER_ID, STATE),
        newestFirst("by_creator", CREATED_BY, STATE),
        newestFirst("by_actor", ACTED_BY, STATE),
        newestFirst("by_app", APP_ID, STATE),
        newestFirst("of_entitlement", ENTITLEMENT_ID, STATE),
        new IndexModel(Indexes.ascending(WORDS), new IndexOptions().name("by_word")));
  }

  private static IndexModel unique(String name, String field) {
    return new IndexModel(
        Indexes.ascending(field),
        new IndexOptions().name(name).unique(true).partialFilterExpression(Filters.exists(field)));
  }

  /** By time; the shard beside it spares a look at what others sweep. */
  private static IndexModel partial(String name, String field) {
    return new IndexModel(
        Indexes.ascending(field, StoredShard.FIELD),
        new IndexOptions().name(name).partialFilterExpression(Filters.exists(field)));
  }

  private static IndexModel held(String name, String field) {
    return new IndexModel(
        Indexes.ascending(field, TaskDocument.ID),
        new IndexOptions().name(name).partialFilterExpression(Filters.eq(field, true)));
  }

  private static IndexModel newestFirst(String name, String... fields) {
    Bson newest = Indexes.descending(CREATED_AT, TaskDocument.ID);
    return new IndexModel(
        Indexes.compoundIndex(Indexes.ascending(fields), newest), new IndexOptions().name(name));
  }
}
