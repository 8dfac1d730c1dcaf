package dev.gatehouse.standalone;

/** What a person needs to go on from here. */
final class Welcome {
  private Welcome() {}

  static void print(Installation installation, Console console) {
    Credentials credentials = installation.writeCredentials();
    console.say("");
    console.say("Gatehouse serves at " + credentials.baseUrl() + "  (stop it with Ctrl-C)");
    console.say("  Kafka " + credentials.kafka() + ", schema registry " + credentials.registry());
    console.say("  addresses and tokens: " + installation.data().resolve("credentials.json"));
    console.say("");
    console.say("Tokens, good for 12 hours:");
    credentials.users().stream()
        .limit(10)
        .forEach(
            person -> {
              console.say("  " + person.email() + "  " + String.join(", ", person.roles()));
              console.say("    " + person.token());
            });
    credentials
        .superAdmin()
        .or(() -> credentials.users().stream().findFirst())
        .ifPresent(person -> printTries(credentials, person, installation, console));
  }

  private static void printTries(
      Credentials credentials,
      Credentials.Person person,
      Installation installation,
      Console console) {
    String call = "  curl -s -H \"Authorization: Bearer $TOKEN\" ";
    String json = "-H 'Content-Type: application/json' ";
    String api = credentials.baseUrl();
    console.say("");
    console.say("Try:");
    console.say(
        "  TOKEN=$(./gatehouse token %s --data %s)"
            .formatted(person.email(), installation.data().root()));
    console.say(call + api + "/api/v1/auth/introspect");
    console.say(
        call
            + json
            + "-d '{\"taskStates\":[\"TASK_STATE_CLOSED\"]}' "
            + api
            + "/api/v1/search/tasks");
    console.say(call + "-N " + api + "/gatehouse/v1/events");
  }
}
