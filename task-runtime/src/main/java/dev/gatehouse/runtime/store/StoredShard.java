package dev.gatehouse.runtime.store;

import com.mongodb.client.model.Filters;
import dev.gatehouse.core.id.Shards;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** How documents that sweepers look for say what shard they are in. */
public final class StoredShard {
  /** The field that holds the number; absent in documents of an earlier version. */
  public static final String FIELD = "shard";

  private StoredShard() {}

  /** That a document belongs to a share. */
  public static Bson within(Shards share) {
    if (share.isAll()) {
      return Filters.empty();
    }
    List<@Nullable Integer> shards = new ArrayList<>(share.numbers());
    if (share.unmarked()) {
      shards.add(null); // stands for an absent field
    }
    return Filters.in(FIELD, shards);
  }
}
