package chatter.server.benchmark;

import chatter.server.account.PasswordHasher;
import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Monday morning: hundreds sign in at the same moment, which is expensive on purpose, while others
/// are talking. Whoever is sent away for a moment tries again, as a client does.
final class LoginsPart implements Sections.Section {
  private static final String PASSWORD = "correct horse battery staple";
  private static final double DELIVERY_GOAL_MILLIS = 50;
  private static final double BOUND = 0.9;

  @Override
  public void run(boolean quick) throws IOException, InterruptedException, ExecutionException {
    int logins = quick ? 30 : 200;
    String hash;
    double bcryptSeconds;
    try (PasswordHasher hasher = new PasswordHasher(PasswordHasher.DEFAULT_COST)) {
      hash = hasher.hash(PASSWORD);
      bcryptSeconds = bcryptSeconds(hasher, hash);
    }
    try (World world = World.of(Build.THIS, OrdinaryDay.ROOMS, OrdinaryDay.PEOPLE, hash);
        Subject server = Subject.chatter(world.data());
        Swarm swarm = new Swarm(server);
        HttpClient http = HttpClient.newHttpClient();
        ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      swarm.connect(world.members());
      List<Integer> everybody = OrdinaryDay.writers();
      swarm.pace(everybody, OrdinaryDay.PER_SECOND);
      Swarm.pause(quick ? 5_000 : 15_000);
      signIn(http, server, 1);
      swarm.begin();
      long begin = System.nanoTime();
      List<Future<?>> arriving = new ArrayList<>();
      for (int i = 1; i <= logins; i++) {
        int account = i;
        arriving.add(
            people.submit(() -> {
              signIn(http, server, account);
              return null;
            }));
      }
      for (Future<?> arrived : arriving) {
        arrived.get();
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      Swarm.Window window = swarm.end();
      swarm.pace(everybody, 0);
      tell(logins, seconds, bcryptSeconds, window);
    }
  }

  private static void tell(int logins, double seconds, double bcryptSeconds, Swarm.Window window) {
    double share = logins * bcryptSeconds / seconds;
    Figures.record(
        new Figure(
            String.format(Locale.ROOT, "%d sign in at once: how fast", logins),
            "bounded by bcrypt alone",
            String.format(
                Locale.ROOT,
                "%.1f/s, bcrypt alone on one core %.1f/s",
                logins / seconds,
                1 / bcryptSeconds),
            share >= BOUND,
            "the server had one core, on which it also handed out 4,000 messages/s",
            Map.of("loginsPerSecond", logins / seconds, "bcryptPerSecond", 1 / bcryptSeconds)));
    Figures.record(
        new Figure(
            String.format(Locale.ROOT, "%d sign in at once: delivery to the others", logins),
            "p99 under 50 ms",
            String.format(
                Locale.ROOT,
                "p99 %.1f ms, p50 %.1f ms",
                window.deliveryMillis(99),
                window.deliveryMillis(50)),
            window.deliveryMillis(99) < DELIVERY_GOAL_MILLIS,
            "200 messages/s in rooms of 20",
            Map.of(
                "p99Millis", window.deliveryMillis(99), "p50Millis", window.deliveryMillis(50))));
  }

  private static double bcryptSeconds(PasswordHasher hasher, String hash) {
    hasher.matches(PASSWORD, hash);
    int times = 5;
    long begin = System.nanoTime();
    for (int i = 0; i < times; i++) {
      if (!hasher.matches(PASSWORD, hash)) {
        throw new IllegalStateException("the password does not match its hash");
      }
    }
    return (System.nanoTime() - begin) / 1e9 / times;
  }

  private static void signIn(HttpClient http, Subject server, int account)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/login"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"email\":\""
                        + World.email(account)
                        + "\",\"password\":\""
                        + PASSWORD
                        + "\"}"))
            .build();
    while (true) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      switch (answer.statusCode()) {
        case 200 -> {
          return;
        }
        case 429, 503 ->
            Swarm.pause(
                1_000L * Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("1")));
        default -> throw new IOException("signing in was answered with " + answer.body());
      }
    }
  }
}
