package dev.gatehouse.core.form;

import dev.gatehouse.core.form.Form.Relationship;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a form itself. */
public final class FormFlaws {
  /** How many fields a form may have. */
  public static final int MAX_FIELDS = 64;

  private final List<String> flaws = new ArrayList<>();

  private FormFlaws() {}

  /** What has to be changed before anybody can fill it in, a sentence each; empty for nothing. */
  public static List<String> of(Form form) {
    FormFlaws found = new FormFlaws();
    if (form.fields().isEmpty() || form.fields().size() > MAX_FIELDS) {
      found.add(
          "fields",
          "to have 1 to %d entries, but it had %d".formatted(MAX_FIELDS, form.fields().size()));
    }
    Set<String> names = new LinkedHashSet<>();
    for (Field field : form.fields()) {
      found.field(field, names);
    }
    form.relationships().forEach(relationship -> found.relationship(relationship, names));
    for (Form.Group group : form.groups()) {
      found.known("fieldGroups", group.fields(), names);
    }
    return found.flaws;
  }

  private void add(String where, String what) {
    flaws.add("Expected " + where + " " + what + ".");
  }

  private void field(Field field, Set<String> names) {
    if (field.name().isBlank()) {
      add("each field", "to have a name, but one had none");
    } else if (!names.add(field.name())) {
      add("each field", "to have a name of its own, but two are called " + field.name());
    }
    if (rules(field)) {
      fallback(field);
    }
  }

  /** Whether there are rules that can be held against anything. */
  private boolean rules(Field field) {
    int before = flaws.size();
    switch (field.type()) {
      case Field.Text t -> {
        text(field, t.rules());
        view(field, t.view());
      }
      case Field.Texts t -> {
        ListRules rules = t.rules();
        text(field, rules == null ? null : rules.items());
        range(
            field,
            rules == null ? null : rules.minItems(),
            rules == null ? null : rules.maxItems());
      }
      case Field.Whole t -> {
        Field.NumberView view = t.view();
        if (view != null) {
          range(field, view.min(), view.max());
        }
      }
      case Field.Truth t -> {}
      case Field.TextMap t -> {}
    }
    return flaws.size() == before;
  }

  private void text(Field field, @Nullable TextRules rules) {
    if (rules == null) {
      return;
    }
    range(field, rules.minLen(), rules.maxLen());
    range(field, rules.minBytes(), rules.maxBytes());
    String pattern = rules.pattern();
    if (pattern == null) {
      return;
    }
    String flaw = TextCheck.flaw(pattern);
    if (flaw != null) {
      add(
          "the pattern of " + field.name(),
          "to be a regular expression of RE2, but %s: %s".formatted(pattern, flaw));
    }
  }

  private void view(Field field, Field.@Nullable TextView view) {
    if (view instanceof Field.Select select && select.options().isEmpty()) {
      add("the options of " + field.name(), "to have an entry, but there was none");
    }
    if (view instanceof Field.Day day) {
      for (String bound : List.of(day.min(), day.max())) {
        if (!bound.isEmpty() && FieldCheck.day(bound) == null) {
          add(
              "the bounds of " + field.name(),
              "to be days such as 2026-12-24, but one was " + bound);
        }
      }
    }
  }

  private void range(Field field, @Nullable Long least, @Nullable Long most) {
    if (least != null && most != null && least > most) {
      add(
          "the bounds of " + field.name(),
          "to leave something between them, but they were %d and %d".formatted(least, most));
    }
  }

  /** A default that breaks its own rules could never be left as it is. */
  private void fallback(Field field) {
    Answer fallback = field.type().fallback();
    boolean dated = field.type() instanceof Field.Text text && text.view() instanceof Field.Day;
    if (fallback == null || dated || field.type() instanceof Field.Truth) {
      return;
    }
    FieldCheck.flaws(field.type(), fallback, LocalDate.EPOCH)
        .forEach(flaw -> add("the default of " + field.name(), flaw));
  }

  private void relationship(Relationship relationship, Set<String> names) {
    if (relationship.fields().isEmpty()) {
      add("the fieldNames of a relationship", "to have an entry, but there was none");
    }
    known("fieldRelationships", relationship.fields(), names);
    known("fieldRelationships", relationship.dependsOn(), names);
  }

  private void known(String where, List<String> fields, Set<String> names) {
    List<String> others = fields.stream().filter(name -> !names.contains(name)).toList();
    if (!others.isEmpty()) {
      add(
          where,
          "to name fields of the form (%s), but it named %s"
              .formatted(String.join(", ", names), String.join(", ", others)));
    }
  }
}
