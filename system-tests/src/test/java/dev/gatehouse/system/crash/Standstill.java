package dev.gatehouse.system.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;

/** Writes down who waits for whom at a moment at which all should go on and does not. */
final class Standstill {
  private static final int PATIENCE_SECONDS = 20;

  private final Site site;
  private final AtomicInteger number = new AtomicInteger();

  Standstill(Site site) {
    this.site = site;
  }

  /**
   * Keeps the consumer groups and the threads of every service in a file of the report's folder.
   */
  void keep(String why) {
    Path file = site.results().resolve("standstill-" + number.incrementAndGet() + ".txt");
    StringBuilder text = new StringBuilder(why).append("\n\n");
    Settling.GROUPS.forEach(group -> text.append(group(group)).append('\n'));
    site.places().forEach(place -> text.append(threads(place)).append('\n'));
    try {
      Files.createDirectories(site.results());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Progress.tell("%s: who waits for whom is in %s".formatted(why, file));
  }

  private String group(String name) {
    try {
      ConsumerGroupDescription group =
          site.admin()
              .describeConsumerGroups(List.of(name))
              .all()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .get(name);
      StringBuilder text = new StringBuilder(name + ": " + group.groupState() + "\n");
      group
          .members()
          .forEach(
              member ->
                  text.append(
                      "  %s %s %s%n"
                          .formatted(
                              member.groupInstanceId().orElse("-"),
                              member.consumerId(),
                              member.assignment().topicPartitions())));
      return text + "  committed " + Settling.committed(site.admin(), name) + "\n";
    } catch (ExecutionException | TimeoutException e) {
      return name + ": the broker does not tell: " + e + "\n";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return name + ": stopped\n";
    }
  }

  private static String threads(Place place) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), "" + place.pid(), "Thread.print")
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return place.name() + "\n" + text;
    } catch (IOException e) {
      return place.name() + ": its threads are not to be had: " + e.getMessage() + "\n";
    }
  }
}
