package dev.gatehouse.standalone;

import dev.gatehouse.servers.ServerException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** The command {@code gatehouse}. */
public final class Gatehouse {
  private final Console console;
  private final Clock clock;

  private Gatehouse(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  public static void main(String[] arguments) {
    Console console = new Console(System.out, System.err);
    int code = new Gatehouse(console, Clock.systemUTC()).run(arguments);
    System.exit(code);
  }

  private int run(String... arguments) {
    LogFile.none();
    try {
      return switch (CommandLine.parse(arguments)) {
        case CommandLine.Demo demo -> serve(demo.options(), Optional.of(demo));
        case CommandLine.Up up -> serve(up.options(), Optional.empty());
        case CommandLine.Import file -> importFile(file);
        case CommandLine.Token token -> token(token);
        case CommandLine.Held held -> held(held.data(), tasks -> tasks.list(console));
        case CommandLine.Resume resume ->
            held(resume.data(), tasks -> tasks.resume(resume.task(), console));
        case CommandLine.Help _ -> {
          console.say(Resources.text("usage.txt").stripTrailing());
          yield 0;
        }
      };
    } catch (ServerException e) {
      console.problem(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private int serve(CommandLine.Options options, Optional<CommandLine.Demo> demo) {
    CompletableFuture<String> givenUp = new CompletableFuture<>();
    try (Stopping<Installation> installation =
        new Stopping<>(
            Installation.start(options, clock, console, givenUp::complete),
            running -> {
              console.progress("stopping");
              running.expectEnd();
            },
            () -> ClassArchive.keep(console))) {
      boolean shown =
          demo.map(_ -> new Demo(installation.get(), sample(), console).run()).orElse(true);
      if (demo.map(CommandLine.Demo::once).orElse(false)) {
        return shown ? 0 : 1;
      }
      Welcome.print(installation.get(), console);
      console.problem(givenUp.join());
      return 1;
    }
  }

  private static Path sample() {
    return Path.of(System.getProperty("gatehouse.home", ".")).resolve("samples/organisation.yaml");
  }

  private int importFile(CommandLine.Import command) {
    ImportFile file = ImportFile.read(command.file());
    DataDirectory data = DataDirectory.existing(command.data());
    Secrets secrets = Secrets.of(data);
    Credentials credentials = Credentials.read(data);
    try (ApiClient api = new ApiClient(credentials.baseUrl())) {
      People people = people(secrets, api);
      String admin = people.adminToken(credentials.users());
      JsonNode answer =
          file.send(
              api,
              BackingServers.Directory.of(PortBook.of(data), secrets),
              command.dryRun(),
              admin);
      boolean clean = ImportFile.report(answer, command.dryRun(), console);
      if (!command.dryRun()) {
        credentials.withUsers(people.all(admin)).write(data);
      }
      return clean ? 0 : 1;
    }
  }

  private int token(CommandLine.Token command) {
    DataDirectory data = DataDirectory.existing(command.data());
    Credentials credentials = Credentials.read(data);
    try (ApiClient api = new ApiClient(credentials.baseUrl())) {
      People people = people(Secrets.of(data), api);
      String subject =
          credentials
              .withEmail(command.email())
              .map(Credentials.Person::id)
              .or(() -> people.idOf(command.email(), people.adminToken(credentials.users())))
              .orElseThrow(
                  () ->
                      new ServerException(
                          "Expected a person with the email address %s, but there is none."
                              .formatted(command.email())));
      console.say(people.tokenFor(subject));
      return 0;
    }
  }

  private int held(Path folder, Consumer<HeldTasks> work) {
    DataDirectory data = DataDirectory.existing(folder);
    Credentials credentials = Credentials.read(data);
    try (ApiClient api = new ApiClient(credentials.baseUrl())) {
      People people = people(Secrets.of(data), api);
      work.accept(new HeldTasks(api, people.adminToken(credentials.users())));
      return 0;
    }
  }

  private People people(Secrets secrets, ApiClient api) {
    return new People(api, secrets.issuer(clock));
  }
}
