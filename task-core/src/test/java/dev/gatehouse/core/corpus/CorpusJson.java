package dev.gatehouse.core.corpus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.form.Answer;
import dev.gatehouse.core.form.Field;
import dev.gatehouse.core.id.Id;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.Escalation;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.policy.Rule;
import dev.gatehouse.core.policy.WaitUntil;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.util.StdConverter;

/**
 * The JSON of recorded decisions, in the form in which tasks are stored (the API model's tests see
 * to it that it is that form). Equal records give equal text: sets and maps are sorted.
 */
final class CorpusJson {
  private static final List<Class<?>> FAMILIES =
      List.of(
          Actor.class,
          Answer.class,
          Approvers.class,
          Change.class,
          Command.class,
          Decision.class,
          Ending.class,
          Escalation.Outcome.class,
          Field.TextView.class,
          Field.Type.class,
          FollowUp.class,
          PolicyStep.class,
          ProvisionPolicy.class,
          ProvisionPolicy.Assignee.class,
          Query.class,
          RevokeSource.class,
          Rule.Outcome.class,
          StepInstance.class,
          StepOutcome.class,
          Subject.class,
          WaitUntil.class);

  static final JsonMapper MAPPER = build();

  private CorpusJson() {}

  private static JsonMapper build() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .changeDefaultPropertyInclusion(
                value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addMixIn(Actor.Person.class, PersonMixIn.class);
    for (Class<?> id : Id.class.getPermittedSubclasses()) {
      builder.addMixIn(id, IdMixIn.class);
    }
    for (Class<?> family : FAMILIES) {
      builder.addMixIn(family, FamilyMixIn.class);
      register(builder, family);
    }
    return builder.build();
  }

  private static void register(JsonMapper.Builder builder, Class<?> family) {
    Class<?>[] members = family.getPermittedSubclasses();
    if (members == null) {
      builder.registerSubtypes(new NamedType(family, family.getSimpleName()));
      return;
    }
    for (Class<?> member : members) {
      register(builder, member);
    }
  }

  private abstract static class IdMixIn {
    @SuppressWarnings("UnusedVariable") // only its shape counts
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    IdMixIn(String value) {}

    @JsonValue
    abstract String value();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "_type")
  private interface FamilyMixIn {}

  @SuppressWarnings("UnusedMethod") // only its shape counts
  private interface PersonMixIn {
    @JsonSerialize(converter = Sorted.class)
    Set<Role> roles();
  }

  private static final class Sorted extends StdConverter<Set<Role>, Collection<Role>> {
    @Override
    public Collection<Role> convert(Set<Role> roles) {
      return new TreeSet<>(roles);
    }
  }
}
