package chatter.server.model;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.ApiJson;
import chatter.shared.api.Problem;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.EditMessage;
import chatter.shared.protocol.ClientCommand.MarkRead;
import chatter.shared.protocol.ClientCommand.PinMessage;
import chatter.shared.protocol.ClientCommand.React;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ServerEvent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The people of a sequence at the real server. For one thread.
final class Chat implements AutoCloseable {
  private final TestServer server;
  private final Set<Integer> disabled = new HashSet<>();
  private final List<TestUser> people;
  private final List<TestConnection> connections = new ArrayList<>();

  /// The numbers that the server gave the conversations of the model.
  private final List<Long> conversations = new ArrayList<>(List.of(TestConnection.LOBBY));

  Chat(TestServer server, List<TestUser> people) {
    this.server = server;
    this.people = new ArrayList<>(people);
    people.forEach(person -> connections.add(person.connect()));
  }

  TestUser person(int index) {
    return people.get(index);
  }

  TestConnection connection(int person) {
    return connections.get(person);
  }

  TestHttp http() {
    return server.http();
  }

  long conversation(int index) {
    return conversations.get(index);
  }

  int index(long conversation) {
    return conversations.indexOf(conversation);
  }

  /// Does it, and says what came of it, as `Model.apply` does.
  String apply(Act act) {
    // Whoever comes later is in longer by the clock, too.
    server.clock().forward(Duration.ofMillis(1));
    return switch (act) {
      case Act.MakeRoom a ->
          made(
              call(
                  "POST",
                  "/api/conversations",
                  a.by(),
                  Map.of(
                      "title",
                      a.title(),
                      "visibility",
                      a.open() ? "open" : "private",
                      "members",
                      ids(a.with()))));
      case Act.OpenDirect a ->
          made(call("POST", "/api/directs", a.by(), Map.of("accounts", ids(a.with()))));
      case Act.Add a ->
          outcome(
              call("POST", path(a.in()) + "/members", a.by(), Map.of("accounts", ids(a.who()))));
      case Act.Remove a ->
          outcome(call("DELETE", path(a.in()) + "/members/" + id(a.who()), a.by(), null));
      case Act.SetHost a ->
          outcome(
              call(
                  a.on() ? "PUT" : "DELETE", path(a.in()) + "/hosts/" + id(a.who()), a.by(), null));
      case Act.ChangeRoom a -> change(a);
      case Act.SetMine a -> {
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "starred", a.starred());
        put(body, "level", a.level() == null ? null : a.level().name().toLowerCase(Locale.ROOT));
        put(body, "unreadFrom", a.unreadFrom());
        yield outcome(call("PUT", path(a.in()) + "/mine", a.by(), body));
      }
      case Act.Disable a -> disable(a);
      case Act.MarkRead a -> {
        TestConnection connection = connections.get(a.by());
        yield answer(
                connection.answered(
                    new MarkRead(connection.nextId(), conversation(a.in()), a.seq())),
                false)
            .replaceFirst(" .*", "")
            .replace("changed", "ok");
      }
      case Act.Again a -> durable(a.command(), true);
      case Act.Durable a -> durable(a, false);
    };
  }

  /// Who comes back signs in anew, and is there from then on.
  private String disable(Act.Disable a) {
    String outcome =
        outcome(
            call(
                "PATCH", "/api/accounts/" + id(a.who()), a.by(), Map.of("disabled", a.disabled())));
    if (a.disabled()) {
      disabled.add(a.who());
      connections.get(a.who()).vanish();
    } else if (disabled.remove(a.who())) {
      TestUser back = server.login(people.get(a.who()).email(), TestServer.PASSWORD);
      people.set(a.who(), back);
      connections.set(a.who(), back.connect());
    }
    return outcome;
  }

  private String change(Act.ChangeRoom a) {
    Map<String, Object> body = new LinkedHashMap<>();
    put(body, "title", a.title());
    put(body, "topic", a.topic());
    put(body, "visibility", a.open() == null ? null : a.open() ? "open" : "private");
    put(body, "archived", a.archived());
    if (a.confirm()) {
      body.put("confirm", true);
    }
    return outcome(call("PATCH", path(a.in()), a.by(), body));
  }

  private static void put(Map<String, Object> body, String name, Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  private String durable(Act.Durable act, boolean again) {
    TestConnection connection = connections.get(act.by());
    long number = connection.nextId();
    long in = conversation(act.in());
    String id = act.id().toString();
    ClientCommand command =
        switch (act) {
          case Act.Send a -> new SendMessage(number, in, id, a.body(), a.replyTo());
          case Act.Edit a -> new EditMessage(number, in, id, a.message(), a.body());
          case Act.Delete a -> new DeleteMessage(number, in, id, a.message());
          case Act.React a -> new React(number, in, id, a.message(), a.emoji(), a.on());
          case Act.Pin a -> new PinMessage(number, in, id, a.message(), a.on());
        };
    String answer = answer(connection.answered(command), again);
    return act.in() == Model.LOBBY ? answer.replaceFirst("^changed.*", "ok") : answer;
  }

  private static String answer(ServerEvent answer, boolean again) {
    return switch (answer) {
      case ServerEvent.Ack ack ->
          (ack.changed() == null || ack.changed() ? "changed " : "same ")
              + ack.seq()
              + (ack.duplicate() != null && ack.duplicate() != again
                  ? " duplicate=" + ack.duplicate()
                  : "");
      case ServerEvent.Rejected rejected -> rejected.code().wireName();
      default -> throw new AssertionError("no answer: " + answer);
    };
  }

  private String made(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 == 2) {
      long id = ApiJson.MAPPER.readTree(answer.body()).get("conversation").get("id").longValue();
      if (!conversations.contains(id)) {
        conversations.add(id);
      }
    }
    return outcome(answer);
  }

  private static String outcome(HttpResponse<String> answer) {
    return answer.statusCode() / 100 == 2
        ? "ok"
        : ApiJson.MAPPER.readValue(answer.body(), Problem.class).code();
  }

  private HttpResponse<String> call(String method, String path, int by, Object body) {
    return http().call(method, path, people.get(by).token(), body);
  }

  private String path(int in) {
    return "/api/conversations/" + conversation(in);
  }

  private long id(int person) {
    return people.get(person).id();
  }

  private List<Long> ids(List<Integer> some) {
    return some.stream().map(this::id).toList();
  }

  @Override
  public void close() {
    connections.forEach(TestConnection::vanish);
  }
}
