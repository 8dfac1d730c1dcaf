package dev.gatehouse.system.crash;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** Who of a group has which partitions, as the broker says. */
final class Assignment {
  private final ConsumerGroupDescription group;

  private Assignment(ConsumerGroupDescription group) {
    this.group = group;
  }

  /** As it is now; nothing where the broker does not say. */
  static Optional<Assignment> of(Admin admin, String group) {
    try {
      return Optional.ofNullable(
              admin.describeConsumerGroups(List.of(group)).all().get().get(group))
          .map(Assignment::new);
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Those of a process. */
  Set<TopicPartition> of(Place place) {
    return group.members().stream()
        .filter(
            member ->
                member
                    .groupInstanceId()
                    .filter(id -> id.startsWith(place.name() + "-"))
                    .isPresent())
        .flatMap(member -> member.assignment().topicPartitions().stream())
        .collect(Collectors.toSet());
  }

  /** Whether each of these has some, and nobody is about to get others. */
  boolean isSpreadOver(List<Place> places) {
    return group.groupState() == GroupState.STABLE
        && places.stream().noneMatch(place -> of(place).isEmpty())
        && places.stream().mapToInt(place -> of(place).size()).sum() == Site.PARTITIONS;
  }
}
