package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.http.ServerAddress;
import chatter.server.faults.Cut;
import chatter.server.faults.FaultProxy;
import chatter.server.faults.FaultProxy.Direction;
import chatter.server.faults.Form;
import chatter.server.figures.Figures;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two people talk while the network of each is cut again and again: one with the real app, the
/// other without a window.
@Tag("faults")
class CutStoryTest {
  private static final long SEED = 20_261_123;
  private static final String ACK = "\"type\":\"ack\"";

  @TempDir private Path folder;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<String> said = new ArrayList<>();
  private Story story;
  private FaultProxy network;
  private FaultProxy friendsNetwork;
  private Talker app;
  private int broken;
  private int unknown;
  private int learned;

  /// How the network of the app breaks.
  private enum Fate {
    RESET,
    AFTER_FRAME,
    MID_FRAME,
    BEFORE_ACK,
    REFUSE,
    STALL,
    RESTART,
    ABANDON
  }

  /// Tells Bob to stop talking, also when the test fails.
  private record Stop(AtomicBoolean told) implements AutoCloseable {
    @Override
    public void close() {
      told.set(true);
    }
  }

  @BeforeEach
  void open() throws Exception {
    story = new Story(folder);
    story.signUp("Ada");
    story.signUp("Bob");
    network = FaultProxy.to(story::port);
    friendsNetwork = FaultProxy.to(story::port);
  }

  @AfterEach
  void close() {
    story.close();
    network.close();
    friendsNetwork.close();
  }

  @Test
  void nothingIsLostDoubledOrOutOfOrderHoweverTheNetworkIsCut() throws Exception {
    app = new Talker(story.signedIn("Ada", network.port()));
    try (Friend bob =
            new Friend(
                ServerAddress.local(friendsNetwork.port()),
                Story.email("Bob"),
                folder.resolve("bob"));
        ExecutorService elsewhere = Executors.newSingleThreadExecutor();
        Stop over = new Stop(new AtomicBoolean())) {
      Future<List<String>> bobs = elsewhere.submit(() -> talk(bob, over.told()));
      int wanted = Form.of(12, 50);
      for (int i = 0; broken < wanted; i++) {
        breakBy(Fate.values()[i % Fate.values().length]);
      }
      over.told().set(true);
      List<String> saidByBob = bobs.get(60, TimeUnit.SECONDS);
      app.awaitCaughtUp();
      app.desktop().await("all of Bob's messages to be sent", () -> bob.unsent() == 0);
      List<MessagePosted> history = story.history("Ada");
      List<String> bodies = history.stream().map(MessagePosted::body).toList();
      app.desktop().await("Bob to have the last one", () -> bob.applied().size() >= bodies.size());
      app.awaitNewest(history.getLast().seq());
      List<String> shown = app.allLaidOut();
      List<String> loaded = app.allLoaded();
      boolean good =
          own(bodies, "ada").equals(said)
              && own(bodies, "bob").equals(saidByBob)
              && shown.equals(bodies)
              && loaded.equals(bodies)
              && bob.applied().equals(bodies);
      Figures.record(
          "desktop: network cut in two-way traffic",
          "%d cuts, 0 lost, 0 doubled, same order".formatted(wanted),
          "%d cuts, %d messages, %d lost, %d doubled, %d unknown, %d learned after a restart"
              .formatted(
                  broken,
                  bodies.size(),
                  said.size() + saidByBob.size() - bodies.stream().distinct().count(),
                  bodies.size() - bodies.stream().distinct().count(),
                  unknown,
                  learned),
          good);
      assertEquals(said, own(bodies, "ada"), "what Ada said and the server has");
      assertEquals(saidByBob, own(bodies, "bob"), "what Bob said and the server has");
      assertEquals(bodies, loaded, "what the app has loaded");
      assertEquals(bodies, shown, "what can be seen");
      assertEquals(bodies, bob.applied(), "what Bob has");
      assertTrue(unknown > 0, "no send ended unknown");
      assertTrue(learned > 0, "none of them was known as sent after a restart");
    }
  }

  private static List<String> own(List<String> bodies, String who) {
    return bodies.stream().filter(body -> body.startsWith(who)).toList();
  }

  /// Bob talks until told to stop, on a network that is reset now and then.
  private List<String> talk(Friend bob, AtomicBoolean over) throws Exception {
    SplittableRandom his = new SplittableRandom(SEED + 1);
    List<String> saidByBob = new ArrayList<>();
    while (!over.get()) {
      String text = "bob " + saidByBob.size();
      bob.say(text);
      saidByBob.add(text);
      pause(his.nextInt(200, 500));
      if (his.nextInt(6) == 0) {
        friendsNetwork.onWebSocket(() -> Cut.inside(Direction.TO_CLIENT, his.nextInt(8)));
        friendsNetwork.cut();
        pause(300);
        friendsNetwork.heal();
        bob.tryNow();
      }
    }
    friendsNetwork.heal();
    bob.tryNow();
    return saidByBob;
  }

  private void breakBy(Fate fate) throws InterruptedException {
    say(random.nextInt(1, 3));
    switch (fate) {
      case RESET -> broken += Math.min(1, network.cut());
      case AFTER_FRAME -> cutOnTheWay(Cut.after(direction(), random.nextInt(6)));
      case MID_FRAME -> cutOnTheWay(Cut.inside(direction(), random.nextInt(6)));
      case BEFORE_ACK -> cutOnTheWay(Cut.before(ACK));
      case REFUSE -> {
        network.refuse();
        broken++;
        say(2);
        pause(random.nextInt(100, 700));
      }
      case STALL -> {
        network.stall(direction());
        say(2);
        pause(random.nextInt(100, 500));
        broken += Math.min(1, network.cut());
      }
      case RESTART -> restartUnknown();
      case ABANDON -> {
        network.abandon();
        broken++;
        say(1);
      }
    }
    say(1);
    network.heal();
    app.awaitCaughtUp();
  }

  private Direction direction() {
    return random.nextBoolean() ? Direction.TO_CLIENT : Direction.TO_SERVER;
  }

  /// The connection is reset, and the next one in a certain place.
  private void cutOnTheWay(Cut cut) throws InterruptedException {
    network.onWebSocket(() -> cut);
    network.cut();
    int before = network.cuts();
    for (int i = 0; i < 20 && network.cuts() == before; i++) {
      say(i < 8 ? 1 : 0);
      app.lookAt();
      pause(150);
    }
    broken += 1 + Math.min(1, network.cuts() - before);
  }

  /// The answer to a message is lost, and the app is closed and opened before it learns more: what
  /// it missed, told from where its copy ends, says that the server has the message.
  private void restartUnknown() throws InterruptedException {
    CountDownLatch given = new CountDownLatch(1);
    network.onWebSocket(() -> {
      boolean first = given.getCount() > 0;
      given.countDown();
      return first ? Cut.before(ACK) : Cut.after(Direction.TO_CLIENT, 0);
    });
    network.cut();
    int before = network.cuts();
    for (int i = 0; i < 40 && network.cuts() == before; i++) {
      app.lookAt();
      pause(100);
      if (i == 0 || (i > 20 && i % 5 == 0)) {
        say(1);
      }
    }
    broken += 2;
    boolean wasUnknown = app.isWaiting();
    unknown += wasUnknown ? 1 : 0;
    app.desktop().close();
    network.onWebSocket(() -> Cut.NONE);
    app.desktop().open();
    app.desktop().sees("Lobby");
    app.desktop().await("what was sent to be known as sent", () -> !app.isWaiting());
    learned += wasUnknown ? 1 : 0;
  }

  private void say(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      String text = "ada " + said.size();
      app.say(text);
      said.add(text);
      pause(random.nextInt(20, 120));
    }
  }

  private static void pause(int millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }
}
