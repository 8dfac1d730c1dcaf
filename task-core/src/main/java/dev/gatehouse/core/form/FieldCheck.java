package dev.gatehouse.core.form;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds an answer against its field. Each flaw says what was expected, "to be ...". */
final class FieldCheck {
  private final LocalDate today;
  private final List<String> flaws = new ArrayList<>();

  private FieldCheck(LocalDate today) {
    this.today = today;
  }

  static List<String> flaws(Field.Type type, Answer answer, LocalDate today) {
    FieldCheck check = new FieldCheck(today);
    switch (type) {
      case Field.Text t when answer instanceof Answer.Text a -> check.text(t, a.value());
      case Field.Text t -> check.expect("to be a text");
      case Field.Truth t when answer instanceof Answer.Truth a -> check.truth(t, a.value());
      case Field.Truth t -> check.expect("to be true or false");
      case Field.Whole t when answer instanceof Answer.Whole a -> check.whole(t, a.value());
      case Field.Whole t -> check.expect("to be a whole number");
      case Field.Texts t when answer instanceof Answer.Texts a -> check.texts(t, a.values());
      case Field.Texts t -> check.expect("to be a list of texts");
      case Field.TextMap t when answer instanceof Answer.TextMap a -> check.map(t, a);
      case Field.TextMap t -> check.expect("to be an object of texts");
    }
    return check.flaws;
  }

  private void expect(String what) {
    flaws.add(what);
  }

  private void text(Field.Text type, String text) {
    if (type.rules() != null) {
      flaws.addAll(TextCheck.flaws(type.rules(), text));
    }
    switch (type.view()) {
      case null -> {}
      case Field.Typed v -> {}
      case Field.Password v -> {}
      case Field.Select v -> selected(v, text);
      case Field.Day v -> day(v, text);
      case Field.Picker v -> picked(v, text);
    }
  }

  private void selected(Field.Select view, String text) {
    List<String> values = view.options().stream().map(Field.Option::value).toList();
    if (!values.contains(text)) {
      expect("to be one of " + String.join(", ", values));
    }
  }

  private void day(Field.Day view, String text) {
    LocalDate day = day(text);
    if (day == null) {
      expect("to be a day such as 2026-12-24");
      return;
    }
    notBefore(day, day(view.min()));
    notBefore(day, view.minDays() == null ? null : today.plusDays(view.minDays()));
    notAfter(day, day(view.max()));
    notAfter(day, view.maxDays() == null ? null : today.plusDays(view.maxDays()));
  }

  private void notBefore(LocalDate day, @Nullable LocalDate first) {
    if (first != null && day.isBefore(first)) {
      expect("to be " + first + " or later");
    }
  }

  private void notAfter(LocalDate day, @Nullable LocalDate last) {
    if (last != null && day.isAfter(last)) {
      expect("to be " + last + " or earlier");
    }
  }

  /** A day; null for what is none. */
  static @Nullable LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private void picked(Field.Picker picker, String id) {
    switch (picker) {
      case Field.UserPicker p -> {
        if (!p.among().isEmpty() && !p.among().contains(id)) {
          expect("to be one of " + String.join(", ", p.among()));
        }
        if (p.except().contains(id)) {
          expect("to be none of " + String.join(", ", p.except()));
        }
      }
      case Field.AppUserPicker p -> {}
      case Field.ResourcePicker p -> {}
    }
  }

  private void truth(Field.Truth type, boolean value) {
    if (type.only() != null && value != type.only()) {
      expect("to be " + type.only());
    }
  }

  private void whole(Field.Whole type, long value) {
    Field.NumberView view = type.view();
    if (view != null) {
      atLeast(value, view.min());
      atMost(value, view.max());
      Long step = view.step();
      if (step != null && step > 0 && Math.floorMod(value - base(view), step) != 0) {
        expect("to be " + base(view) + " or some steps of " + step + " from it");
      }
    }
    WholeRules rules = type.rules();
    if (rules != null && !(value == 0 && rules.ignoreEmpty())) {
      whole(rules, value);
    }
  }

  private static long base(Field.NumberView view) {
    return view.min() == null ? 0 : view.min();
  }

  private void whole(WholeRules rules, long value) {
    if (rules.only() != null && value != rules.only()) {
      expect("to be " + rules.only());
    }
    atLeast(value, rules.gte());
    atMost(value, rules.lte());
    if (rules.gt() != null && value <= rules.gt()) {
      expect("to be greater than " + rules.gt());
    }
    if (rules.lt() != null && value >= rules.lt()) {
      expect("to be less than " + rules.lt());
    }
    if (!rules.in().isEmpty() && !rules.in().contains(value)) {
      expect("to be one of " + numbers(rules.in()));
    }
    if (rules.notIn().contains(value)) {
      expect("to be none of " + numbers(rules.notIn()));
    }
  }

  private void atLeast(long value, @Nullable Long least) {
    if (least != null && value < least) {
      expect("to be at least " + least);
    }
  }

  private void atMost(long value, @Nullable Long most) {
    if (most != null && value > most) {
      expect("to be at most " + most);
    }
  }

  private static String numbers(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private void texts(Field.Texts type, List<String> values) {
    ListRules rules = type.rules();
    if (rules != null && !(values.isEmpty() && rules.ignoreEmpty())) {
      if (rules.minItems() != null && values.size() < rules.minItems()) {
        expect("to have at least " + rules.minItems() + " entries");
      }
      if (rules.maxItems() != null && values.size() > rules.maxItems()) {
        expect("to have at most " + rules.maxItems() + " entries");
      }
      if (rules.unique() && new HashSet<>(values).size() < values.size()) {
        expect("to have each entry once");
      }
      TextRules items = rules.items();
      if (items != null) {
        values.forEach(
            value ->
                TextCheck.flaws(items, value).forEach(flaw -> expect("with each entry " + flaw)));
      }
    }
    Field.Picker picker = type.picker();
    if (picker != null) {
      values.forEach(value -> picked(picker, value));
    }
  }

  private void map(Field.TextMap type, Answer.TextMap answer) {
    if (type.notEmpty() && answer.values().isEmpty()) {
      expect("to have at least one entry");
    }
    if (type.noneEmpty() && answer.values().containsValue("")) {
      expect("to have no empty entries");
    }
  }
}
