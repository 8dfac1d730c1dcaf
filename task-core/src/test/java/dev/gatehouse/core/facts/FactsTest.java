package dev.gatehouse.core.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactsTest {
  private static final Query.FindPerson PERSON = new Query.FindPerson(new UserId("ann"));
  private static final Query.FindPolicy POLICY = new Query.FindPolicy(new PolicyId("p"));
  private static final Query.NumericIdFor NUMBER = new Query.NumericIdFor(new TaskId("t1"));

  @Test
  void whatIsUnknownIsAskedAtOnce() {
    Facts facts = Facts.NONE.with(Map.of(NUMBER, 7L));
    Facts.Unknown unknown =
        catchThrowableOfType(Facts.Unknown.class, () -> facts.need(PERSON, NUMBER, POLICY, PERSON));
    assertThat(unknown.queries()).containsExactlyInAnyOrder(PERSON, POLICY);
    assertThat(unknown).hasMessageContaining("FindPerson").hasNoCause();
    assertThat(unknown.getStackTrace()).isEmpty();
  }

  @Test
  void whatIsKnownIsKnownAndAlsoThatThereIsNothing() {
    Facts facts = Facts.NONE.with(Map.of(NUMBER, 7L)).with(Map.of(PERSON, Optional.empty()));
    assertThat(facts.get(NUMBER)).isEqualTo(7L);
    assertThat(facts.get(PERSON)).isEmpty();
  }

  @Test
  void learningMoreLeavesWhatWasKnownAsItWas() {
    Facts before = Facts.NONE.with(Map.of(NUMBER, 7L));
    Facts after = before.with(Map.of(new Query.SuperAdmins(), List.of()));
    assertThat(after.get(new Query.SuperAdmins())).isEmpty();
    assertThat(catchThrowableOfType(Facts.Unknown.class, () -> before.get(new Query.SuperAdmins())))
        .isNotNull();
  }
}
