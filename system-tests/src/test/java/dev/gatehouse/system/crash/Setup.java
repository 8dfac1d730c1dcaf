package dev.gatehouse.system.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which workers an installation has, beside a gateway, entitlement-service, a broker and MongoDB.
 *
 * @param name of the kind of run; what it came to is kept in a folder of this name
 * @param mongods how many members MongoDB's replica set has
 */
record Setup(String name, List<Worker> workers, int mongods) {
  Setup {
    workers = List.copyOf(workers);
  }

  /**
   * A process with workers.
   *
   * @param services what runs in it
   */
  record Worker(String name, List<String> services) {
    Worker {
      services = List.copyOf(services);
    }
  }

  /** Two policy-workers and two provisioning-workers, as the plan puts them into processes. */
  static Setup of(Plan plan) {
    List<Worker> workers = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      if (plan.oneJvm()) {
        workers.add(new Worker("worker-" + i, List.of("policy-worker", "provisioning-worker")));
      } else {
        workers.add(new Worker("policy-worker-" + i, List.of("policy-worker")));
        workers.add(new Worker("provisioning-worker-" + i, List.of("provisioning-worker")));
      }
    }
    return new Setup("crash", workers, 1);
  }

  /** Nobody provides anything: so many policy-workers, each in a process of its own. */
  static Setup policyWorkers(String name, int count) {
    return new Setup(
        name,
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> new Worker("policy-worker-" + i, List.of("policy-worker")))
            .toList(),
        1);
  }

  /** The same for another kind of run, in which MongoDB has so many members. */
  Setup replicated(String run, int members) {
    return new Setup(run, workers, members);
  }

  /** Where what a run came to is kept. */
  Path folder() {
    return Path.of("target", name);
  }
}
