package dev.gatehouse.model.core;

import dev.gatehouse.core.facts.Account;
import dev.gatehouse.core.facts.Description;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.GrantPage;
import dev.gatehouse.core.facts.HandRecord;
import dev.gatehouse.core.facts.LiveGrant;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Policy;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The answers to the core's questions as JSON: each question knows the type of its answer. */
public final class FactJson {
  private FactJson() {}

  /** An answer as a tree; an absent thing is null. */
  public static JsonNode write(Object answer) {
    Object value = answer instanceof Optional<?> optional ? optional.orElse(null) : answer;
    return CoreJson.mapper().valueToTree(value);
  }

  /** The answer to this question in a tree. */
  public static Object read(Query.OfCatalog<?> query, JsonNode tree) {
    return switch (query) {
      case Query.FindEntitlement q -> optional(tree, Entitlement.class);
      case Query.FindPerson q -> optional(tree, Person.class);
      case Query.FindAccount q -> optional(tree, Account.class);
      case Query.AccountsOf q -> list(tree, Account.class);
      case Query.FindPolicy q -> optional(tree, Policy.class);
      case Query.SuperAdmins q -> list(tree, Person.class);
      case Query.MembersOf q -> list(tree, Person.class);
      case Query.FindGrant q -> optional(tree, LiveGrant.class);
      case Query.LiveGrantsOf q -> one(tree, GrantPage.class);
      case Query.MarkLeaving q -> one(tree, Boolean.class);
      case Query.UnmarkLeaving q -> one(tree, Boolean.class);
      case Query.EndReasons q -> one(tree, Boolean.class);
      case Query.RecordByHand q -> one(tree, HandRecord.class);
      case Query.OfDirectory<?> q -> ofDirectory(q, tree);
    };
  }

  private static Object ofDirectory(Query.OfDirectory<?> query, JsonNode tree) {
    return switch (query) {
      case Query.DescribePerson q -> optional(tree, Description.class);
      case Query.DescribeAccount q -> optional(tree, Description.class);
      case Query.DescribeAccountsOf q -> list(tree, Description.class);
      case Query.DescribeEntitlement q -> optional(tree, Description.class);
      case Query.PersonByEmail q -> optional(tree, UserId.class);
      case Query.PersonByName q -> optional(tree, UserId.class);
      case Query.GroupByName q -> optional(tree, EntitlementRef.class);
      case Query.ReportsOf q -> list(tree, UserId.class);
    };
  }

  private static <T> Optional<T> optional(JsonNode tree, Class<T> type) {
    return tree.isNull() ? Optional.empty() : Optional.of(one(tree, type));
  }

  private static <T> T one(JsonNode tree, Class<T> type) {
    return CoreJson.mapper().treeToValue(tree, type);
  }

  private static <T> List<T> list(JsonNode tree, Class<T> type) {
    JsonMapper mapper = CoreJson.mapper();
    return mapper.readerForListOf(type).readValue(tree);
  }
}
