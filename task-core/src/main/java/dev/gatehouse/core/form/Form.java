package dev.gatehouse.core.form;

import java.util.List;

/**
 * Questions to a person ({@code c1.api.form.v1.Form}).
 *
 * @param relationships what answers have to do with each other
 * @param groups how the fields are arranged where the form is shown
 */
public record Form(
    String id,
    String displayName,
    String description,
    List<Field> fields,
    List<Relationship> relationships,
    List<Group> groups) {
  public Form {
    fields = List.copyOf(fields);
    relationships = List.copyOf(relationships);
    groups = List.copyOf(groups);
  }

  /** Fields that are shown together. */
  public record Group(
      String name, String displayName, String helpText, boolean shownFirst, List<String> fields) {
    public Group {
      fields = List.copyOf(fields);
    }
  }

  /**
   * What the answers to some fields have to do with each other.
   *
   * @param dependsOn the fields without which these may not be answered; for {@link
   *     Kind#DEPENDENT_ON} only
   */
  public record Relationship(Kind kind, List<String> fields, List<String> dependsOn) {
    public Relationship {
      fields = List.copyOf(fields);
      dependsOn = List.copyOf(dependsOn);
    }

    /** The kinds of the API. */
    public enum Kind {
      /** All of them or none. */
      REQUIRED_TOGETHER,
      /** One of them, or more. */
      AT_LEAST_ONE,
      /** One of them, or none. */
      MUTUALLY_EXCLUSIVE,
      /** Only along with others. */
      DEPENDENT_ON
    }
  }
}
