package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.timeline.ShownTimeline.Message;
import chatter.server.faults.Form;
import chatter.server.figures.Figures;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.TextInputControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written while it cannot be sent.
@Tag("faults")
class OutboxStoryTest {
  @TempDir private Path folder;
  private Story story;
  private Talker ada;

  @BeforeEach
  void open() throws Exception {
    story = new Story(folder);
    story.signUp("Ada");
    ada = new Talker(story.signedIn("Ada"));
  }

  @AfterEach
  void close() {
    story.close();
  }

  private void sees(List<String> waiting) {
    ada.desktop()
        .await(
            "what waits: " + waiting,
            () ->
                ada.shownNow().stream()
                    .filter(Message::waiting)
                    .map(Message::body)
                    .toList()
                    .equals(waiting));
  }

  private String draft() {
    return ada.desktop().node("input", TextInputControl.class).getText();
  }

  private Path copy() throws IOException {
    return outbox().resolveSibling("copy.db");
  }

  private Path outbox() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("desktop"))) {
      return all.filter(path -> path.endsWith("outbox")).findFirst().orElseThrow();
    }
  }

  @Test
  void whatWaitsIsSeenAfterARestartAndGoesOutOnceAndInOrder() throws Exception {
    List<String> said = new ArrayList<>();
    ada.say("before");
    ada.desktop().sees("before");
    ada.awaitCaughtUp();
    story.stopServer();
    for (int restart = 0; restart < Form.of(2, 5); restart++) {
      for (int i = 0; i < 3; i++) {
        String text = "waiting %d of restart %d".formatted(i, restart);
        ada.say(text);
        said.add(text);
      }
      sees(said);
      ada.desktop().type("half a thought");
      ada.desktop().restart();
      ada.desktop().sees(said.getLast());
      sees(said);
      // What was known when the program ended is there, and is not taken for what is there now.
      ada.desktop().sees("before");
      ada.desktop().sees("Last known messages");
      ada.desktop().await("the draft", () -> draft().equals("half a thought"));
      ada.desktop().fill("#input", "");
    }
    ada.desktop().sees(" · " + said.size() + " messages waiting");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy())));
    ada.desktop().fill("#input", "another thought");
    story.startServer();
    ada.awaitCaughtUp();
    List<String> all = new ArrayList<>(said);
    all.addFirst("before");
    List<String> history = story.history("Ada").stream().map(MessagePosted::body).toList();
    List<String> shown = ada.allLaidOut();
    Figures.record(
        "desktop: restarted with messages waiting",
        "0 lost, 0 doubled",
        "%d waiting through %d restarts: %d lost, %d doubled"
            .formatted(
                said.size(),
                Form.of(2, 5),
                all.size() - history.stream().distinct().count(),
                history.size() - history.stream().distinct().count()),
        history.equals(all) && shown.equals(all));
    assertEquals(all, history);
    assertEquals(all, shown);
    assertEquals("another thought", draft());
    try (Stream<Path> left = Files.list(outbox())) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void textTheDiskRefusesStaysInTheFieldAndIsTakenLater() throws Exception {
    Path blocked = outbox().resolve("1.tmp");
    Files.createDirectories(blocked.resolve("x"));
    ada.say("kept");
    ada.desktop().sees("This message could not be saved on this computer, so it was not sent.");
    assertEquals("kept", draft());
    assertTrue(ada.shownNow().isEmpty());
    Files.delete(blocked.resolve("x"));
    Files.delete(blocked);
    ada.say("");
    ada.desktop().await("the field to be empty", () -> draft().isEmpty());
    ada.desktop().sees("kept");
    ada.awaitCaughtUp();
    assertEquals(List.of("kept"), story.history("Ada").stream().map(MessagePosted::body).toList());
  }

  @Test
  void damagedFileCostsNeitherTheAppNorTheOthers() throws Exception {
    story.stopServer();
    ada.say("first");
    ada.say("second");
    ada.say("third");
    ada.desktop().close();
    cutShort(outbox().resolve("2.json"));
    ada.desktop().open();
    sees(List.of("first", "third"));
    story.startServer();
    ada.awaitCaughtUp();
    assertEquals(
        List.of("first", "third"), story.history("Ada").stream().map(MessagePosted::body).toList());
  }

  private static void cutShort(Path file) {
    try {
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
