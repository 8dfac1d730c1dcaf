package dev.gatehouse.core.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.form.Form.Relationship;
import dev.gatehouse.core.form.Form.Relationship.Kind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FormCheckTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-03");
  private static final TextRules ANY = rules(null, null, null, null);

  private static Field field(String name, Field.Type type) {
    return new Field(name, name, "", false, false, type);
  }

  private static Field.Text text(@Nullable TextRules rules) {
    return new Field.Text("", "", null, rules);
  }

  private static Field.Text viewed(Field.TextView view) {
    return new Field.Text("", "", view, null);
  }

  private static TextRules rules(
      @Nullable Long least,
      @Nullable Long most,
      @Nullable String pattern,
      TextRules.@Nullable WellKnown form) {
    return new TextRules(
        null, null, least, most, null, null, null, pattern, null, null, null, null, List.of(),
        List.of(), form, false);
  }

  private static Field.Text wellKnown(TextRules.WellKnown form) {
    return text(rules(null, null, null, form));
  }

  private static Field.Text matching(String pattern) {
    return text(rules(null, null, pattern, null));
  }

  private static Field.Text sized(@Nullable Long least, @Nullable Long most) {
    return text(rules(least, most, null, null));
  }

  private static Form form(List<Field> fields, Relationship... relationships) {
    return new Form("", "", "", fields, List.of(relationships), List.of());
  }

  private static List<String> flaws(Field.Type type, Answer answer) {
    return FormCheck.flaws(
        form(List.of(field("x", type))), new Answers(Map.of("x", answer)), TODAY);
  }

  private record Case(String name, Field.Type type, Answer answer, @Nullable String expected) {}

  private static Answer.Text said(String text) {
    return new Answer.Text(text);
  }

  private static Case right(String name, Field.Type type, Answer answer) {
    return new Case(name, type, answer, null);
  }

  private static Case wrong(String name, Field.Type type, Answer answer, String expected) {
    return new Case(name, type, answer, "Expected data.x to " + expected + ".");
  }

  @TestFactory
  Stream<DynamicTest> eachRuleTakesWhatIsRightAndSaysWhatItExpects() {
    Field.Select select =
        new Field.Select(
            "SELECT_TYPE_RADIO",
            List.of(new Field.Option("a", "A", ""), new Field.Option("b", "B", "")));
    Field.Day day = new Field.Day(false, "2026-11-01", "", null, 10);
    Field.Whole stepped = new Field.Whole(null, "", new Field.NumberView(1L, 9L, 2L), null);
    Field.Whole over =
        new Field.Whole(
            null,
            "",
            null,
            new WholeRules(null, null, null, 3L, null, List.of(), List.of(7L), true));
    Field.Texts few =
        new Field.Texts(List.of(), "", null, new ListRules(2L, 3L, true, null, false));
    Field.UserPicker picker = new Field.UserPicker(List.of("ann", "bob"), List.of("bob"), false);
    return Stream.of(
            right("a text", text(ANY), said("anything")),
            wrong("no text", text(ANY), new Answer.Whole(3), "be a text"),
            wrong("a thing of no kind", text(ANY), new Answer.Other("[1.5]"), "be a text"),
            right("long enough", sized(2L, 3L), said("äöü")),
            wrong("too short", sized(2L, null), said("ä"), "have at least 2 characters"),
            wrong("too long", sized(null, 1L), said("ab"), "have at most 1 characters"),
            right("a match anywhere", matching("[0-9]+"), said("a1")),
            wrong("no match", matching("^[0-9]+$"), said("a1"), "match ^[0-9]+$"),
            right("an email", wellKnown(TextRules.WellKnown.EMAIL), said("ann@example.com")),
            wrong(
                "no email",
                wellKnown(TextRules.WellKnown.EMAIL),
                said("ann"),
                "be an email address"),
            right("IPv6", wellKnown(TextRules.WellKnown.IPV6), said("2001:db8::1")),
            right("IPv6 with IPv4", wellKnown(TextRules.WellKnown.IPV6), said("::ffff:10.0.0.1")),
            wrong(
                "two gaps",
                wellKnown(TextRules.WellKnown.IPV6),
                said("1::2::3"),
                "be an IPv6 address"),
            right("IPv4", wellKnown(TextRules.WellKnown.IP), said("10.0.0.255")),
            wrong(
                "a byte too large",
                wellKnown(TextRules.WellKnown.IPV4),
                said("10.0.0.256"),
                "be an IPv4 address"),
            right("a host", wellKnown(TextRules.WellKnown.HOSTNAME), said("db-1.example.com")),
            wrong(
                "no host",
                wellKnown(TextRules.WellKnown.HOSTNAME),
                said("-a.com"),
                "be a host name"),
            right(
                "a UUID",
                wellKnown(TextRules.WellKnown.UUID),
                said("6ba7b810-9dad-11d1-80b4-00c04fd430c8")),
            right("a URI", wellKnown(TextRules.WellKnown.URI), said("https://example.com/a?b")),
            wrong(
                "no URI",
                wellKnown(TextRules.WellKnown.URI),
                said("example"),
                "be an absolute URI"),
            right("a choice", viewed(select), said("b")),
            wrong("no choice", viewed(select), said("c"), "be one of a, b"),
            right("a day", viewed(day), said("2026-11-13")),
            wrong("no day", viewed(day), said("tomorrow"), "be a day such as 2026-12-24"),
            wrong("too early", viewed(day), said("2026-10-31"), "be 2026-11-01 or later"),
            wrong("too late", viewed(day), said("2026-11-14"), "be 2026-11-13 or earlier"),
            right("in steps", stepped, new Answer.Whole(7)),
            wrong(
                "beside the steps",
                stepped,
                new Answer.Whole(2),
                "be 1 or some steps of 2 from it"),
            wrong("too large", stepped, new Answer.Whole(11), "be at most 9"),
            wrong("a number as text", stepped, said("7"), "be a whole number"),
            right("zero is ignored", over, new Answer.Whole(0)),
            wrong("not above", over, new Answer.Whole(3), "be greater than 3"),
            wrong("not allowed", over, new Answer.Whole(7), "be none of 7"),
            right("some texts", few, new Answer.Texts(List.of("a", "b"))),
            wrong("too few", few, new Answer.Texts(List.of("a")), "have at least 2 entries"),
            wrong("twice", few, new Answer.Texts(List.of("a", "a")), "have each entry once"),
            right("true", new Field.Truth(false, null, true), new Answer.Truth(true)),
            wrong("false", new Field.Truth(false, null, true), new Answer.Truth(false), "be true"),
            right("somebody", viewed(picker), said("ann")),
            wrong("nobody", viewed(picker), said("cy"), "be one of ann, bob"),
            wrong("left out", viewed(picker), said("bob"), "be none of bob"),
            wrong(
                "an empty entry",
                new Field.TextMap(Map.of(), true, true),
                new Answer.TextMap(Map.of("k", "")),
                "have no empty entries"))
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(),
                    () ->
                        assertThat(flaws(each.type(), each.answer()))
                            .isEqualTo(
                                each.expected() == null ? List.of() : List.of(each.expected()))));
  }

  @Test
  void aPatternTakesTimeInProportionToItsText() {
    String hostile = "a".repeat(50_000);

    assertThat(flaws(matching("^(a+)+$"), said(hostile + "!")))
        .containsExactly("Expected data.x to match ^(a+)+$.");
  }

  @Test
  void whatIsRequiredIsAskedForUnlessItHasADefault() {
    Field bare = new Field("why", "", "", true, false, text(null));
    Field prepared = new Field("days", "", "", true, false, new Field.Whole(3L, "", null, null));
    Form form = form(List.of(bare, prepared));

    assertThat(FormCheck.flaws(form, Answers.NONE, TODAY))
        .containsExactly("Expected data.why, which the form requires.");
    assertThat(FormCheck.flaws(form, new Answers(Map.of("why", said(""))), TODAY))
        .as("an empty text is no answer")
        .hasSize(1);
    assertThat(FormCheck.complete(form, new Answers(Map.of("why", said("So.")))).byField())
        .containsExactly(Map.entry("why", said("So.")), Map.entry("days", new Answer.Whole(3)));
  }

  @Test
  void onlyFieldsOfTheFormAreAnswered() {
    Form form = form(List.of(field("a", text(null)), field("b", text(null))));

    assertThat(FormCheck.flaws(form, new Answers(Map.of("c", said("x"))), TODAY))
        .containsExactly("Expected data to have only the fields of the form (a, b), but it had c.");
  }

  @Test
  void aReadOnlyFieldKeepsItsDefault() {
    Field fixed = new Field("a", "", "", false, true, new Field.Text("so", "", null, null));
    Form form = form(List.of(fixed));

    assertThat(FormCheck.flaws(form, new Answers(Map.of("a", said("so"))), TODAY)).isEmpty();
    assertThat(FormCheck.flaws(form, new Answers(Map.of("a", said("other"))), TODAY))
        .containsExactly("Expected data.a to be left as it is, since it is read-only.");
  }

  @Test
  void answersHaveToDoWithEachOther() {
    assertThat(related(Kind.REQUIRED_TOGETHER, "a"))
        .containsExactly("Expected all of a, b or none of them.");
    assertThat(related(Kind.REQUIRED_TOGETHER)).isEmpty();
    assertThat(related(Kind.REQUIRED_TOGETHER, "a", "b")).isEmpty();
    assertThat(related(Kind.AT_LEAST_ONE)).containsExactly("Expected at least one of a, b.");
    assertThat(related(Kind.AT_LEAST_ONE, "b")).isEmpty();
    assertThat(related(Kind.MUTUALLY_EXCLUSIVE, "a", "b"))
        .containsExactly("Expected at most one of a, b, but there were a, b.");
    assertThat(related(Kind.MUTUALLY_EXCLUSIVE, "a")).isEmpty();
    assertThat(related(Kind.DEPENDENT_ON, "a")).containsExactly("Expected a only along with c.");
    assertThat(related(Kind.DEPENDENT_ON, "a", "c")).isEmpty();
    assertThat(related(Kind.DEPENDENT_ON, "c")).isEmpty();
  }

  private static List<String> related(Kind kind, String... answered) {
    Form form =
        form(
            Stream.of("a", "b", "c").map(name -> field(name, text(null))).toList(),
            new Relationship(
                kind, List.of("a", "b"), kind == Kind.DEPENDENT_ON ? List.of("c") : List.of()));
    Map<String, Answer> answers = new LinkedHashMap<>();
    Arrays.stream(answered).forEach(name -> answers.put(name, said("x")));
    return FormCheck.flaws(form, new Answers(answers), TODAY);
  }

  @Test
  void aFormThatNobodyCouldFillInSaysWhy() {
    assertThat(FormFlaws.of(form(List.of())))
        .containsExactly("Expected fields to have 1 to 64 entries, but it had 0.");
    assertThat(FormFlaws.of(form(List.of(field("a", text(null)), field("a", text(null))))))
        .containsExactly("Expected each field to have a name of its own, but two are called a.");
    assertThat(FormFlaws.of(form(List.of(field("a", matching("("))))))
        .singleElement()
        .asString()
        .startsWith("Expected the pattern of a to be a regular expression of RE2, but (");
    assertThat(FormFlaws.of(form(List.of(field("a", sized(3L, 2L))))))
        .containsExactly(
            "Expected the bounds of a to leave something between them, but they were 3 and 2.");
    assertThat(
            FormFlaws.of(
                form(
                    List.of(
                        field(
                            "a",
                            new Field.Whole(9L, "", new Field.NumberView(1L, 5L, null), null))))))
        .containsExactly("Expected the default of a to be at most 5.");
    assertThat(
            FormFlaws.of(
                form(
                    List.of(field("a", text(null))),
                    new Relationship(Kind.AT_LEAST_ONE, List.of("b"), List.of()))))
        .containsExactly(
            "Expected fieldRelationships to name fields of the form (a), but it named b.");
  }
}
