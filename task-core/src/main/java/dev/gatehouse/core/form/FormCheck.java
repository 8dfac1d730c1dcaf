package dev.gatehouse.core.form;

import dev.gatehouse.core.form.Form.Relationship;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds answers against a form. Empty texts and lists count as not answered. */
public final class FormCheck {
  private final Form form;
  private final Map<String, Answer> given = new LinkedHashMap<>();
  private final List<String> flaws = new ArrayList<>();

  private FormCheck(Form form, Answers answers) {
    this.form = form;
    answers
        .byField()
        .forEach(
            (name, answer) -> {
              if (!empty(answer)) {
                given.put(name, answer);
              }
            });
  }

  /** What is wrong with answers, a sentence each; empty for nothing. */
  public static List<String> flaws(Form form, Answers answers, LocalDate today) {
    FormCheck check = new FormCheck(form, answers);
    check.unknownFields();
    form.fields().forEach(field -> check.field(field, today));
    form.relationships().forEach(check::relationship);
    return check.flaws;
  }

  /** The answers with the defaults of the fields that were left out, in the order of the form. */
  public static Answers complete(Form form, Answers answers) {
    FormCheck check = new FormCheck(form, answers);
    Map<String, Answer> all = new LinkedHashMap<>();
    for (Field field : form.fields()) {
      Answer answer = check.answer(field);
      if (answer != null) {
        all.put(field.name(), answer);
      }
    }
    return new Answers(all);
  }

  private @Nullable Answer answer(Field field) {
    Answer answer = given.get(field.name());
    return answer == null ? field.type().fallback() : answer;
  }

  private static boolean empty(Answer answer) {
    return switch (answer) {
      case Answer.Text a -> a.value().isEmpty();
      case Answer.Texts a -> a.values().isEmpty();
      case Answer.TextMap a -> a.values().isEmpty();
      case Answer.Truth a -> false;
      case Answer.Whole a -> false;
      case Answer.Other a -> false;
    };
  }

  private void unknownFields() {
    List<String> names = form.fields().stream().map(Field::name).toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        flaws.add(
            "Expected data to have only the fields of the form (%s), but it had %s."
                .formatted(String.join(", ", names), name));
      }
    }
  }

  private void field(Field field, LocalDate today) {
    Answer answer = answer(field);
    if (answer == null) {
      if (field.required() || wantsEntries(field.type())) {
        flaws.add("Expected data.%s, which the form requires.".formatted(field.name()));
      }
      return;
    }
    if (field.readOnly()
        && given.containsKey(field.name())
        && !answer.equals(field.type().fallback())) {
      flaws.add(
          "Expected data.%s to be left as it is, since it is read-only.".formatted(field.name()));
      return;
    }
    FieldCheck.flaws(field.type(), answer, today)
        .forEach(flaw -> flaws.add("Expected data.%s %s.".formatted(field.name(), flaw)));
  }

  private static boolean wantsEntries(Field.Type type) {
    return switch (type) {
      case Field.TextMap t -> t.notEmpty();
      case Field.Texts t ->
          t.rules() != null
              && t.rules().minItems() != null
              && t.rules().minItems() > 0
              && !t.rules().ignoreEmpty();
      case Field.Text t -> false;
      case Field.Truth t -> false;
      case Field.Whole t -> false;
    };
  }

  private void relationship(Relationship relationship) {
    Set<String> fields = new LinkedHashSet<>(relationship.fields());
    Set<String> answered = answeredOf(fields);
    String names = String.join(", ", fields);
    switch (relationship.kind()) {
      case REQUIRED_TOGETHER -> {
        if (!answered.isEmpty() && answered.size() < fields.size()) {
          flaws.add("Expected all of %s or none of them.".formatted(names));
        }
      }
      case AT_LEAST_ONE -> {
        if (answered.isEmpty()) {
          flaws.add("Expected at least one of %s.".formatted(names));
        }
      }
      case MUTUALLY_EXCLUSIVE -> {
        if (answered.size() > 1) {
          flaws.add(
              "Expected at most one of %s, but there were %s."
                  .formatted(names, String.join(", ", answered)));
        }
      }
      case DEPENDENT_ON -> {
        Set<String> missing = new LinkedHashSet<>(relationship.dependsOn());
        missing.removeAll(answeredOf(missing));
        if (!answered.isEmpty() && !missing.isEmpty()) {
          flaws.add(
              "Expected %s only along with %s."
                  .formatted(String.join(", ", answered), String.join(", ", missing)));
        }
      }
    }
  }

  /** A truth that nobody gave is no answer, although it counts as one otherwise. */
  private Set<String> answeredOf(Set<String> fields) {
    Set<String> answered = new LinkedHashSet<>();
    for (Field field : form.fields()) {
      boolean silent = field.type() instanceof Field.Truth && !given.containsKey(field.name());
      if (fields.contains(field.name()) && !silent && answer(field) != null) {
        answered.add(field.name());
      }
    }
    return answered;
  }
}
