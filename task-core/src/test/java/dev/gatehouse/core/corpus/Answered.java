package dev.gatehouse.core.corpus;

import dev.gatehouse.core.facts.Account;
import dev.gatehouse.core.facts.Description;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.GrantPage;
import dev.gatehouse.core.facts.HandRecord;
import dev.gatehouse.core.facts.LiveGrant;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * A question of a decision with its answer.
 *
 * @param answer as JSON, since its type depends on the question; null for a thing that is not there
 */
record Answered(Query<?> query, @Nullable JsonNode answer) {

  static Answered of(Query<?> query, Object answer) {
    Object value = answer instanceof Optional<?> optional ? optional.orElse(null) : answer;
    return new Answered(query, value == null ? null : CorpusJson.MAPPER.valueToTree(value));
  }

  /** The answer as the decision gets it. */
  Object value() {
    return switch (query) {
      case Query.FindEntitlement q -> optional(Entitlement.class);
      case Query.FindPerson q -> optional(Person.class);
      case Query.FindAccount q -> optional(Account.class);
      case Query.AccountsOf q -> list(Account.class);
      case Query.FindPolicy q -> optional(Policy.class);
      case Query.SuperAdmins q -> list(Person.class);
      case Query.MembersOf q -> list(Person.class);
      case Query.FindGrant q -> optional(LiveGrant.class);
      case Query.LiveGrantsOf q -> one(GrantPage.class);
      case Query.MarkLeaving q -> one(Boolean.class);
      case Query.UnmarkLeaving q -> one(Boolean.class);
      case Query.EndReasons q -> one(Boolean.class);
      case Query.RecordByHand q -> one(HandRecord.class);
      case Query.DescribePerson q -> optional(Description.class);
      case Query.DescribeAccount q -> optional(Description.class);
      case Query.DescribeAccountsOf q -> list(Description.class);
      case Query.DescribeEntitlement q -> optional(Description.class);
      case Query.PersonByEmail q -> optional(UserId.class);
      case Query.PersonByName q -> optional(UserId.class);
      case Query.GroupByName q -> optional(EntitlementRef.class);
      case Query.ReportsOf q -> list(UserId.class);
      case Query.NumericIdFor q -> one(Long.class);
      case Query.OpenTaskFor q -> optional(TaskId.class);
      case Query.OpenGrantTasksOf q -> list(TaskId.class);
      case Query.OpenChildrenOf q -> list(TaskId.class);
      case Query.ClosedAmong q -> closed();
    };
  }

  private <T> Optional<T> optional(Class<T> type) {
    return answer == null || answer.isNull() ? Optional.empty() : Optional.of(one(type));
  }

  private <T> T one(Class<T> type) {
    return CorpusJson.MAPPER.treeToValue(tree(), type);
  }

  private <T> List<T> list(Class<T> type) {
    return CorpusJson.MAPPER.readerForListOf(type).readValue(tree());
  }

  private Map<TaskId, Boolean> closed() {
    JsonMapper mapper = CorpusJson.MAPPER;
    return mapper.treeToValue(
        tree(), mapper.getTypeFactory().constructMapType(Map.class, TaskId.class, Boolean.class));
  }

  private JsonNode tree() {
    return answer == null ? NullNode.getInstance() : answer;
  }
}
