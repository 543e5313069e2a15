package chatter.server.training;

import chatter.shared.api.ApiJson;
import chatter.shared.api.LoginRequest;
import chatter.shared.api.LoginResponse;
import chatter.shared.api.RegisterRequest;
import chatter.shared.protocol.ClientCommand;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/// People who use a server: some write, react, edit and pin, all read along, most come and go, and
/// meanwhile pages, history and searches are asked for. It is so much of each that Java compiles
/// what a server does most: the profiles of that are what the cache is for.
final class Crowd implements AutoCloseable {
  private static final long LOBBY = 1;
  private static final String PASSWORD = "a long sentence about training";
  private static final String THUMB = "👍";

  /// They stay, all others come and go.
  private static final int WRITERS = 5;

  /// Devices of one account. Who signs up costs more than who connects.
  private static final int DEVICES = 5;

  /// Messages that are there before the rest begins.
  private static final int KNOWN = 20;

  private static final int MOST_UNDER_WAY = 20;
  private static final int MISSED = 20;
  private static final long PAUSE_MILLIS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern NAMED_FILE = Pattern.compile("(?:src|href)=\"([^\"#:]+)\"");

  private final HttpClient http;
  private final URI server;
  private final int size;
  private final List<Participant> people = new ArrayList<>();
  private volatile boolean failed;

  /// @param server where it is
  /// @param size how many connections, five of each person
  /// @param trust whose certificates are good; null without TLS
  Crowd(URI server, int size, SSLContext trust) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
    this.http = (trust == null ? builder : builder.sslContext(trust)).build();
    this.server = server;
    this.size = size;
  }

  /// Makes the accounts, signs everybody in and connects them.
  void come() throws TrainingException {
    String sockets =
        (server.getScheme().equals("https") ? "wss://" : "ws://") + server.getAuthority();
    for (int account = 0; account * DEVICES < size; account++) {
      String name = "Person " + (account + 1);
      ask("/api/register", new RegisterRequest(name, email(account), PASSWORD, null), "");
      String token = signIn(account);
      for (int i = 0; i < DEVICES; i++) {
        people.add(new Participant(http, URI.create(sockets + "/ws/" + token), token));
        people.getLast().connect(LOBBY, 0);
      }
    }
    for (int i = 0; i < KNOWN; i++) {
      people.getFirst().send(message(i));
    }
    awaitAnswers();
  }

  /// Uses the server for so long, and leaves.
  void use(Duration time) throws TrainingException {
    long end = System.nanoTime() + time.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> parts =
          Stream.<Step>of(this::talk, this::comeAndGo, this::look)
              .map(step -> threads.submit(repeated(step, end)))
              .toList();
      for (Future<Void> part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof TrainingException why
          ? why
          : new TrainingException("the run failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    awaitAnswers();
    for (Participant somebody : people) {
      somebody.disconnect();
    }
  }

  /// Until the time is over, or one of the others failed.
  private Callable<Void> repeated(Step step, long end) {
    return () -> {
      boolean done = false;
      try {
        for (int round = 0; !failed && System.nanoTime() < end; round++) {
          step.take(round);
          Thread.sleep(PAUSE_MILLIS);
        }
        done = true;
        return null;
      } finally {
        if (!done) {
          failed = true;
        }
      }
    };
  }

  /// Somebody writes, and does something else besides.
  private void talk(int round) throws TrainingException {
    Participant somebody = people.get(round % WRITERS);
    somebody.check();
    if (somebody.underWay() >= MOST_UNDER_WAY) {
      return;
    }
    somebody.send(message(round));
    Long id = (long) round;
    long known = 1L + round / WRITERS % KNOWN;
    boolean on = round / WRITERS / KNOWN % 2 == 0;
    switch (round % WRITERS) {
      // The known messages are that person's.
      case 0 ->
          somebody.send(
              new ClientCommand.EditMessage(
                  id, LOBBY, commandId(), known, "better, in round " + round));
      case 1 -> somebody.tell(new ClientCommand.SetTyping(null, LOBBY, on));
      case 2 -> somebody.send(new ClientCommand.React(id, LOBBY, commandId(), known, THUMB, on));
      case 3 -> somebody.send(new ClientCommand.PinMessage(id, LOBBY, commandId(), known, on));
      default -> somebody.tell(new ClientCommand.MarkRead(null, LOBBY, somebody.newest()));
    }
  }

  /// Somebody else loses the connection and comes back, with or without what was there before.
  private void comeAndGo(int round) throws TrainingException {
    Participant somebody = people.get(WRITERS + round % (size - WRITERS));
    somebody.disconnect();
    boolean missed = round % 3 > 0;
    somebody.connect(LOBBY, missed ? Math.max(1, people.getFirst().newest() - MISSED) : 0);
  }

  /// Somebody opens the page, reads what was, or looks for something.
  private void look(int round) throws TrainingException {
    String token = people.get(round % size).token();
    switch (round % 8) {
      case 0 -> openPage();
      case 1 -> ask(room("/messages"), null, token);
      case 2 -> ask(room("/messages?around=" + (1 + round % KNOWN)), null, token);
      case 3 -> ask("/api/search?q=" + encoded("message " + round % 10), null, token);
      case 4 -> ask(room("/messages?before=" + people.getFirst().newest()), null, token);
      case 5 -> {
        for (String path :
            List.of("/api/session", "/api/rooms", "/api/people?query=p", "/api/health")) {
          ask(path, null, token);
        }
      }
      case 6 -> {
        for (String path : List.of("", "/members", "/pins", "/shared?kind=links")) {
          ask(room(path), null, token);
        }
      }
      default -> signIn(round % (size / DEVICES));
    }
  }

  private void openPage() throws TrainingException {
    String index = ask("/", null, "");
    for (String path : NAMED_FILE.matcher(index).results().map(r -> r.group(1)).toList()) {
      ask("/" + path.replaceFirst("^\\.?/", ""), null, "");
    }
  }

  private String signIn(int person) throws TrainingException {
    String answer = ask("/api/login", new LoginRequest(email(person), PASSWORD, "training"), "");
    return ApiJson.MAPPER.readValue(answer, LoginResponse.class).token();
  }

  /// @param body null for a GET
  /// @param token blank without a login
  private String ask(String path, Object body, String token) throws TrainingException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
    if (!token.isBlank()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(ApiJson.MAPPER.writeValueAsString(body)));
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() / 100 != 2) {
        throw new TrainingException(
            path + " was answered with " + answer.statusCode() + ": " + answer.body());
      }
      return answer.body();
    } catch (TrainingException e) {
      throw e;
    } catch (IOException e) {
      throw new TrainingException(path + " failed: " + e, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void awaitAnswers() throws TrainingException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Participant somebody : people) {
      while (somebody.underWay() > 0) {
        somebody.check();
        if (System.nanoTime() > deadline) {
          throw new TrainingException("what was written was not answered within 30 seconds");
        }
        try {
          Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
          throw interrupted(e);
        }
      }
    }
  }

  private static TrainingException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new TrainingException("it was interrupted", e);
  }

  private static ClientCommand.SendMessage message(int number) {
    String body =
        String.format(
            Locale.ROOT,
            "Message %d for <@%d>, with **strong** words, `code` and https://example.org/%d",
            number,
            1 + number % 4,
            number);
    Long answered = number >= KNOWN && number % 4 == 0 ? Long.valueOf(1 + number % KNOWN) : null;
    return new ClientCommand.SendMessage((long) number, LOBBY, commandId(), body, answered);
  }

  private static String commandId() {
    return UUID.randomUUID().toString();
  }

  private static String email(int person) {
    return "person-" + person + "@example.org";
  }

  private static String room(String path) {
    return "/api/conversations/" + LOBBY + path;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Ends all connections at once.
  @Override
  public void close() {
    http.shutdownNow();
  }

  /// One of many of the same kind.
  private interface Step {
    void take(int round) throws TrainingException;
  }
}
