package chatter.server.model;

import static org.junit.jupiter.api.Assertions.fail;

import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.faults.Form;
import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whatever four people do in rooms and directs, in whatever order, it comes to what a few plain
/// maps say. Sequences are random; the seed is printed, `-Dchatter.seed=N` brings them again, and
/// one that fails is cut down before it is shown. `-Dchatter.sequences=N` runs so many.
@Tag("faults")
final class RandomCommandsTest {
  private static final int STEPS = 40;
  private static final int AT_ONCE = 4;
  private static final int LOOK_EVERY = 15;
  private static final int SHRINKING_TRIES = 60;

  /// Each sequence brings people and rooms, and everybody is in the Lobby: the more there are, the
  /// longer everything takes.
  private static final int PER_SERVER = 25;

  private final AtomicInteger names = new AtomicInteger();

  @Test
  void theServerDoesWhatTheModelDoes() throws Exception {
    long seed =
        Long.getLong("chatter.seed") == null
            ? new Random().nextInt(1_000_000)
            : Long.getLong("chatter.seed");
    int sequences = Integer.getInteger("chatter.sequences", Form.of(25, 10_000));
    System.out.println(
        sequences + " sequences of commands (again with -Dchatter.seed=" + seed + ")");
    for (int from = 0; from < sequences; from += PER_SERVER) {
      check(seed * 100_000 + from, Math.min(PER_SERVER, sequences - from));
    }
  }

  /// So many sequences at a server of their own.
  private void check(long seed, int sequences) throws Exception {
    try (TestServer server =
            TestServer.pinned().with(config -> config.withLimits(withoutRates())).start();
        ExecutorService several = Executors.newFixedThreadPool(AT_ONCE)) {
      Place place = new Place(server, server.signUp("owner"));
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < sequences; i++) {
        long own = seed + i;
        running.add(several.submit(() -> check(place, own)));
      }
      try {
        for (Future<?> one : running) {
          one.get();
        }
      } finally {
        several.shutdownNow();
      }
    }
  }

  private void check(Place place, long seed) {
    List<Step> steps = Step.random(new Random(seed), STEPS);
    String failure = failure(place, steps);
    if (failure != null) {
      List<Step> fewer = shrunk(place, steps);
      String again = failure(place, fewer);
      fail(
          "sequence "
              + seed
              + ", "
              + fewer.size()
              + " of "
              + steps.size()
              + " steps:\n"
              + (again == null ? "once, and not again: " + failure : again));
    }
  }

  /// Leaves out halves, quarters and so on, as long as something still fails.
  private List<Step> shrunk(Place place, List<Step> failing) {
    List<Step> steps = failing;
    int tries = 0;
    for (int size = steps.size() / 2; size >= 1; size /= 2) {
      for (int from = 0; from < steps.size() && tries < SHRINKING_TRIES; ) {
        List<Step> without = new ArrayList<>(steps);
        without.subList(from, Math.min(from + size, steps.size())).clear();
        tries++;
        if (failure(place, without) != null) {
          steps = without;
        } else {
          from += size;
        }
      }
    }
    return steps;
  }

  /// What goes otherwise than in the model, with what was done; null if nothing does.
  private String failure(Place place, List<Step> steps) {
    TestServer server = place.server;
    List<TestUser> people = new ArrayList<>();
    for (int person = 0; person < Model.PEOPLE; person++) {
      people.add(server.signUp("person"));
    }
    TestHttp.expect(
        200,
        server
            .http()
            .call(
                "PATCH",
                "/api/accounts/" + people.get(Model.ADMIN).id(),
                place.owner.token(),
                Map.of("role", "admin")));
    Model model =
        new Model(
            "Seq" + names.incrementAndGet() + "x", people.stream().map(TestUser::id).toList());
    List<String> done = new ArrayList<>();
    try (Chat chat = new Chat(server, people)) {
      return difference(steps, model, chat, done);
    } catch (AssertionError | RuntimeException e) {
      return String.join("\n", done) + "\n" + e;
    }
  }

  private static String difference(List<Step> steps, Model model, Chat chat, List<String> done) {
    Comparison comparison = new Comparison(model, chat);
    List<Act.Durable> commands = new ArrayList<>();
    int count = 0;
    for (Step step : steps) {
      Act act = step.act(model, commands);
      if (leftOut(model, act)) {
        continue;
      }
      String expected = model.apply(act);
      done.add(act + " -> " + expected);
      String outcome = chat.apply(act);
      if (!expected.equals(outcome)) {
        return String.join("\n", done) + "\nbut the server says " + outcome;
      }
      if (act instanceof Act.Durable command && model.answered(command)) {
        commands.add(command);
      }
      count++;
      if (count % LOOK_EVERY == 0) {
        List<String> wrong = comparison.of(count / LOOK_EVERY % Model.PEOPLE);
        if (!wrong.isEmpty()) {
          return String.join("\n", done) + "\n" + String.join("\n", wrong);
        }
      }
    }
    List<String> wrong = new ArrayList<>();
    for (int person = 0; person < Model.PEOPLE; person++) {
      wrong.addAll(comparison.of(person));
    }
    return wrong.isEmpty() ? null : String.join("\n", done) + "\n" + String.join("\n", wrong);
  }

  /// Nobody does anything who may not sign in. The Lobby is everybody's on the server: nothing
  /// changes about it, and how many are in it, which decides who may mention everybody, is not
  /// known.
  private static boolean leftOut(Model model, Act act) {
    if (model.disabled(act.by())) {
      return true;
    }
    return switch (act) {
      case Act.ChangeRoom c ->
          c.in() == Model.LOBBY
              && c.by() == Model.ADMIN
              && !Boolean.FALSE.equals(c.open())
              && !Boolean.TRUE.equals(c.archived());
      case Act.Send s -> s.in() == Model.LOBBY && s.body().contains("<@all>");
      default -> false;
    };
  }

  /// Where sequences run.
  ///
  /// @param owner of the chat
  private record Place(TestServer server, TestUser owner) {}

  private static LimitSettings withoutRates() {
    LimitSettings limits = LimitSettings.defaults();
    for (Limit limit : Limit.values()) {
      String name = limit.name().toLowerCase(Locale.ROOT);
      if (name.endsWith("_per_second")
          || name.endsWith("_per_minute")
          || name.endsWith("_per_hour")
          || name.endsWith("_burst")) {
        limits = limits.with(limit, 0);
      }
    }
    return limits;
  }
}
