package dev.gatehouse.core.form;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question of a form.
 *
 * @param name what its answer is called
 * @param readOnly whether it shows its default and takes no other answer
 */
public record Field(
    String name,
    String displayName,
    String description,
    boolean required,
    boolean readOnly,
    Type type) {

  /** What kind of answer is asked for. */
  public sealed interface Type {
    /** What an unanswered field counts as; null for nothing. */
    @Nullable Answer fallback();
  }

  /** A text. */
  public record Text(
      String defaultValue, String placeholder, @Nullable TextView view, @Nullable TextRules rules)
      implements Type {
    @Override
    public @Nullable Answer fallback() {
      return defaultValue.isEmpty() ? null : new Answer.Text(defaultValue);
    }
  }

  /**
   * Yes or no. Not answering is no.
   *
   * @param toggle whether it is shown as a switch; null for the plain form
   * @param only what it has to be; null for either
   */
  public record Truth(boolean defaultValue, @Nullable Boolean toggle, @Nullable Boolean only)
      implements Type {
    @Override
    public Answer fallback() {
      return new Answer.Truth(defaultValue);
    }
  }

  /** A whole number. */
  public record Whole(
      @Nullable Long defaultValue,
      String placeholder,
      @Nullable NumberView view,
      @Nullable WholeRules rules)
      implements Type {
    @Override
    public @Nullable Answer fallback() {
      return defaultValue == null ? null : new Answer.Whole(defaultValue);
    }
  }

  /**
   * Some texts.
   *
   * @param picker what they are picked from; null for texts that are typed
   */
  public record Texts(
      List<String> defaultValues,
      String placeholder,
      @Nullable Picker picker,
      @Nullable ListRules rules)
      implements Type {
    public Texts {
      defaultValues = List.copyOf(defaultValues);
    }

    @Override
    public @Nullable Answer fallback() {
      return defaultValues.isEmpty() ? null : new Answer.Texts(defaultValues);
    }
  }

  /**
   * Texts with names.
   *
   * @param notEmpty whether there has to be one
   * @param noneEmpty whether each has to say something
   */
  public record TextMap(Map<String, String> defaultValue, boolean notEmpty, boolean noneEmpty)
      implements Type {
    public TextMap {
      defaultValue = Collections.unmodifiableMap(new LinkedHashMap<>(defaultValue));
    }

    @Override
    public @Nullable Answer fallback() {
      return defaultValue.isEmpty() ? null : new Answer.TextMap(defaultValue);
    }
  }

  /** How a text is asked for. */
  public sealed interface TextView {}

  /** A line, or several. */
  public record Typed(boolean multiline, @Nullable String suffix) implements TextView {}

  /** A line that is not shown. */
  public record Password() implements TextView {}

  /** One of some choices; {@code shownAs} is a {@code SELECT_TYPE} of the API. */
  public record Select(String shownAs, List<Option> options) implements TextView {
    public Select {
      options = List.copyOf(options);
    }
  }

  /** One that can be chosen. */
  public record Option(String value, String displayName, String description) {}

  /**
   * A day, as in {@code 2026-12-24}; the bounds are days too, empty for none.
   *
   * @param minDays how many days from today at the earliest; negative for the past
   * @param maxDays how many days from today at the latest
   */
  public record Day(
      boolean today, String min, String max, @Nullable Integer minDays, @Nullable Integer maxDays)
      implements TextView {}

  /** A thing that exists already; the answer is its id. */
  public sealed interface Picker extends TextView {}

  /**
   * A person.
   *
   * @param among whom; empty for everybody
   */
  public record UserPicker(List<String> among, List<String> except, boolean alsoDisabled)
      implements Picker {
    public UserPicker {
      among = List.copyOf(among);
      except = List.copyOf(except);
    }
  }

  /** An account of an app. */
  public record AppUserPicker(String appId) implements Picker {}

  /** A resource of an app. */
  public record ResourcePicker(String appId, String resourceTypeId) implements Picker {}

  /** How a number is asked for; the bounds hold, and are null for none. */
  public record NumberView(@Nullable Long min, @Nullable Long max, @Nullable Long step) {}
}
