package dev.gatehouse.model.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.gatehouse.core.access.Actor;
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
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import dev.gatehouse.model.internal.LeaseAnswer;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of the core's records: ids as plain strings, members of sealed families with their name in
 * {@code _type}, unset components left out, unknown fields ignored so that older code reads newer
 * documents. What it writes is stored, so a record's name and its components' names are a promise.
 */
public final class CoreJson {
  private static final List<Class<?>> FAMILIES =
      List.of(
          Actor.class,
          Answer.class,
          Approvers.class,
          Change.class,
          Command.class,
          Ending.class,
          Escalation.Outcome.class,
          Field.TextView.class,
          Field.Type.class,
          FollowUp.class,
          LeaseAnswer.class,
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

  private static final JsonMapper MAPPER = build();

  private CoreJson() {}

  /** The mapper of these records. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** A record as a tree. */
  public static ObjectNode write(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The record in a tree. */
  public static <T> T read(ObjectNode tree, Class<T> type) {
    return MAPPER.treeToValue(tree, type);
  }

  private static JsonMapper build() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(
                value -> value.withValueInclusion(JsonInclude.Include.NON_NULL));
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

  /** An id is its value. */
  private abstract static class IdMixIn {
    @SuppressWarnings("UnusedVariable") // only its shape counts
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    IdMixIn(String value) {}

    @JsonValue
    abstract String value();
  }

  /** A member of a sealed family says which one it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "_type")
  private interface FamilyMixIn {}
}
