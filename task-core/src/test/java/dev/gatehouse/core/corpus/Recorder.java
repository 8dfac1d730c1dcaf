package dev.gatehouse.core.corpus;

import dev.gatehouse.core.decide.RandomStory;
import dev.gatehouse.core.scenario.Engine;
import dev.gatehouse.core.scenario.Situations;
import dev.gatehouse.core.scenario.Situations.Situation;
import dev.gatehouse.core.task.Command;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the corpus: every command in every situation of the small world, by those who may give it
 * and by those who may not; requests that are odd in every way; then whatever new kinds of
 * decisions the first random stories bring.
 */
final class Recorder {
  private static final int STORIES = 60;
  private static final List<String> PEOPLE = List.of("ann", "bob", "eve", "root");

  private final List<Recorded> all = new ArrayList<>();
  private final Set<Kind> kinds = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  private Recorder() {}

  /** What was recorded before, as it is, and decisions of other kinds. */
  static List<Recorded> record(List<Recorded> before) {
    Recorder recorder = new Recorder();
    before.forEach(recorder::add);
    for (Situation situation : Situation.values()) {
      members(Command.class).forEach(command -> recorder.give(command.getSimpleName(), situation));
    }
    OddRequests.play(recorder::listener);
    for (long seed = 0; seed < STORIES; seed++) {
      new RandomStory(seed).heardBy(recorder.listener("story " + seed)).run();
    }
    return List.copyOf(recorder.all);
  }

  private void give(String command, Situation situation) {
    String name = command + " in " + situation;
    reached(situation, name).give(command);
    reached(situation, name + ", blindly").giveBlindly(command);
    for (String person : PEOPLE) {
      reached(situation, name + ", by " + person).giveAs(person, command);
    }
  }

  private Situations reached(Situation situation, String name) {
    Situations play = new Situations();
    play.reach(situation);
    play.heardBy(listener(name));
    return play;
  }

  private Engine.Listener listener(String from) {
    int[] decisions = {0};
    return (before, by, at, answers, decision) -> {
      decisions[0]++;
      String name = decisions[0] == 1 ? from : from + ", decision " + decisions[0];
      Recorded recorded = Recorded.of(free(name), before, by, at, answers, decision);
      if (!kinds.contains(Kind.of(recorded))) {
        add(recorded);
      }
    };
  }

  private void add(Recorded recorded) {
    all.add(recorded);
    kinds.add(Kind.of(recorded));
    names.add(recorded.name());
  }

  /** What was recorded before may have the same name. */
  private String free(String name) {
    return names.contains(name) ? free(name + ", later") : name;
  }

  /** The records of a sealed family. */
  static Stream<Class<?>> members(Class<?> family) {
    Class<?>[] members = family.getPermittedSubclasses();
    return members == null
        ? Stream.of(family)
        : Arrays.stream(members).flatMap(Recorder::members).distinct();
  }
}
