package dev.gatehouse.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DerivedIdTest {

  @Test
  void hasTheLengthAndTheLettersOfAKsuid() {
    assertThat(DerivedId.of("step", "t1")).matches("[0-9A-Za-z]{27}");
    assertThat(DerivedId.of()).matches("[0-9A-Za-z]{27}");
  }

  /** Ids of this kind are stored, and repeats find them again; so they must never change. */
  @Test
  void isTheSameForEver() {
    assertThat(DerivedId.of("step", "t1", "g1", "0")).isEqualTo("LkIre03wsyxDrlNBVtZ0VFJzveD");
  }

  @Test
  void partsDoNotRunIntoEachOther() {
    assertThat(DerivedId.of("ab", "c"))
        .isNotEqualTo(DerivedId.of("a", "bc"))
        .isNotEqualTo(DerivedId.of("abc"))
        .isNotEqualTo(DerivedId.of("ab", "c", ""));
  }

  @Test
  void aBlankIdIsRefused() {
    assertThatThrownBy(() -> new TaskId(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected an id, but it was blank.");
  }
}
