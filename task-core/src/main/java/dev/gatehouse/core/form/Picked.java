package dev.gatehouse.core.form;

import java.util.ArrayList;
import java.util.List;

/**
 * A person who was picked in a form.
 *
 * @param field the name of the field
 * @param id whom it names
 * @param alsoDisabled whether it may be one who is not active
 */
public record Picked(String field, String id, boolean alsoDisabled) {

  /** Everybody who was picked. */
  public static List<Picked> people(Form form, Answers answers) {
    List<Picked> people = new ArrayList<>();
    for (Field field : form.fields()) {
      Answer answer = answers.byField().get(field.name());
      switch (field.type()) {
        case Field.Text t when t.view() instanceof Field.UserPicker picker -> {
          if (answer instanceof Answer.Text one) {
            people.add(new Picked(field.name(), one.value(), picker.alsoDisabled()));
          }
        }
        case Field.Texts t when t.picker() instanceof Field.UserPicker picker -> {
          if (answer instanceof Answer.Texts some) {
            some.values()
                .forEach(id -> people.add(new Picked(field.name(), id, picker.alsoDisabled())));
          }
        }
        case Field.Text t -> {}
        case Field.Texts t -> {}
        case Field.Truth t -> {}
        case Field.Whole t -> {}
        case Field.TextMap t -> {}
      }
    }
    return people;
  }
}
