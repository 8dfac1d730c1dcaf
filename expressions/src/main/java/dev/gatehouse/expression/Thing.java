package dev.gatehouse.expression;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.values.StructValue;
import dev.gatehouse.core.facts.Description;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value with fields, such as a user. What is in the fields is looked up when the first of them is
 * read, so that naming somebody costs nothing. Two things of a type are equal if they have one id.
 */
@SuppressWarnings("Immutable") // it is, but for what it has looked up
final class Thing extends StructValue<String, Thing> {
  private final Shape shape;
  private final String id;
  private final Evaluation evaluation;
  private final Supplier<Description> lookUp;

  Thing(Shape shape, String id, Evaluation evaluation, Supplier<Description> lookUp) {
    this.shape = shape;
    this.id = id;
    this.evaluation = evaluation;
    this.lookUp = lookUp;
  }

  String id() {
    return id;
  }

  Evaluation evaluation() {
    return evaluation;
  }

  boolean isOf(Shape wanted) {
    return shape == wanted;
  }

  /** What is known of it, by the names of the API. */
  Map<String, Object> described() {
    return lookUp.get().fields();
  }

  @Override
  public Object select(String name) {
    Shape.Field field = field(name);
    Object value = field.read().apply(this);
    return value == null ? field.unset() : value;
  }

  /** The field if it is set; an empty one counts as unset. */
  @Override
  public Optional<Object> find(String name) {
    Shape.Field field = field(name);
    Object value = field.read().apply(this);
    return value == null || value.equals(field.unset()) ? Optional.empty() : Optional.of(value);
  }

  private Shape.Field field(String name) {
    return shape
        .field(name)
        .orElseThrow(() -> CelAttributeNotFoundException.forFieldResolution(name));
  }

  @Override
  public Thing value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return false;
  }

  @Override
  public CelType celType() {
    return shape.type();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Thing thing && thing.shape == shape && thing.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return shape.name() + " " + id;
  }
}
