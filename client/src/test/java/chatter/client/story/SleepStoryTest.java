package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.prefs.ClientFolder;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.KnownServersFile;
import chatter.client.prefs.SavedLogin;
import chatter.server.faults.FaultProxy;
import chatter.server.faults.Form;
import chatter.server.figures.Figures;
import chatter.shared.api.LoginResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The desktop app in a process of its own, whose network dies without a word. That it is live
/// again is told by the read mark of what was said meanwhile, which comes when the window shows it.
@Tag("faults")
class SleepStoryTest {
  private static final Duration CEILING = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Story story;
  private FaultProxy network;
  private Friend bob;
  private Friend adaElsewhere;
  private Process app;

  @BeforeEach
  void open() throws Exception {
    story = new Story(folder);
    story.signUp("Ada");
    story.signUp("Bob");
    network = FaultProxy.to(story::port);
    bob = story.friend("Bob");
    adaElsewhere = story.friend("Ada");
    app = start();
    bob.say("first");
    untilShown(1, System.nanoTime());
  }

  @AfterEach
  void close() throws InterruptedException {
    app.destroyForcibly();
    app.waitFor();
    bob.close();
    adaElsewhere.close();
    network.close();
    story.close();
  }

  private Process start() throws Exception {
    Path data = folder.resolve("desktop");
    ServerAddress address = ServerAddress.local(network.port());
    try (ServerApi api = new ServerApi(address);
        ClientFolder taken = ClientFolder.take(data).orElseThrow()) {
      LoginResponse login =
          api.login(Story.email("Ada"), Story.PASSWORD, "desktop").get(60, TimeUnit.SECONDS);
      String place = address.display();
      SavedLogin ada =
          new SavedLogin(place, login.token(), login.account().id(), "Ada", Story.email("Ada"));
      new KnownServersFile(taken.path())
          .save(List.of(new KnownServer(place, "", List.of(place), "", ada, Instant.now())));
    }
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            // As the JVM of the tests.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dglass.platform=Headless",
            "-Dprism.order=sw",
            "-cp",
            System.getProperty("java.class.path"),
            "chatter.client.ClientMain",
            "--data",
            data.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("desktop.log").toFile())
        .start();
  }

  private void signal(String name) throws IOException, InterruptedException {
    List<String> command = List.of("kill", "-" + name, Long.toString(app.pid()));
    assertTrue(new ProcessBuilder(command).inheritIO().start().waitFor() == 0, name);
  }

  /// How long until the app shows message `seq`.
  private Duration untilShown(long seq, long since) throws Exception {
    boolean shown = false;
    while (!shown) {
      try {
        adaElsewhere.learnsOfReading(seq);
        shown = true;
      } catch (AssertionError e) {
        // Its patience is shorter than ours.
        if (System.nanoTime() - since > CEILING.toNanos()) {
          throw new AssertionError(Files.readString(folder.resolve("desktop.log")), e);
        }
      }
    }
    return Duration.ofNanos(System.nanoTime() - since);
  }

  @Test
  void appBackFromSleepIsLiveAtOnceThoughItsConnectionDied() throws Exception {
    signal("STOP");
    network.abandon();
    bob.say("while it slept");
    TimeUnit.SECONDS.sleep(Form.of(8, 30));
    long woken = System.nanoTime();
    signal("CONT");
    Duration took = untilShown(2, woken);
    Figures.record(
        "desktop: back from sleep, its connection dead",
        "live within 2 s",
        took.toMillis() + " ms",
        took.toMillis() <= 2_000);
    assertTrue(took.toSeconds() < 20, took::toString);
  }

  /// The short form has a clock of its own, in `ServerConnectionTest`.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void deadConnectionIsNoticedWithin40Seconds() throws Exception {
    network.abandon();
    long dead = System.nanoTime();
    bob.say("to nobody");
    Duration took = untilShown(2, dead);
    Figures.record(
        "desktop: half-open connection noticed",
        "at most 40 s",
        "%.1f s until live again".formatted(took.toMillis() / 1_000.0),
        took.toSeconds() < 40);
    assertTrue(took.toSeconds() < 40, took::toString);
  }
}
