package dev.gatehouse.api.task.view;

import dev.gatehouse.api.task.view.Expansion.Kind;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.internal.ObjectsRequest;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which objects that tasks name are to be answered whole. Paths that this version has nothing for
 * are taken and stay empty.
 */
public record ExpandMask(Set<Expansion> expansions) {
  /** Nothing. */
  public static final ExpandMask NOTHING = new ExpandMask(EnumSet.noneOf(Expansion.class));

  private static final Pattern HUMP = Pattern.compile("([A-Z])");

  public ExpandMask {
    expansions = Set.copyOf(expansions);
  }

  /** The {@code expandMask} of a message. */
  public static ExpandMask of(ObjectNode message) {
    Set<String> paths = new HashSet<>();
    message
        .path("expandMask")
        .path("paths")
        .forEach(path -> paths.add(snake(path.asString("").strip())));
    return new ExpandMask(
        EnumSet.allOf(Expansion.class).stream()
            .filter(each -> paths.contains("*") || paths.contains(each.path()))
            .collect(Collectors.toSet()));
  }

  private static String snake(String path) {
    return HUMP.matcher(path).replaceAll("_$1").toLowerCase(Locale.ROOT);
  }

  boolean wants(Expansion expansion) {
    return expansions.contains(expansion);
  }

  /** All objects that these tasks name and the mask asks for. */
  ObjectsRequest wanted(List<Task> tasks) {
    return new ObjectsRequest(
        ids(Kind.USER, tasks),
        ids(Kind.APP, tasks),
        ids(Kind.APP_USER, tasks),
        ids(Kind.ENTITLEMENT, tasks));
  }

  private Set<String> ids(Kind kind, List<Task> tasks) {
    return expansions.stream()
        .filter(each -> each.kind() == kind)
        .flatMap(each -> tasks.stream().flatMap(task -> each.ids(task).stream()))
        .collect(Collectors.toSet());
  }
}
