package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.net.http.HistoryQuery;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.server.backup.Backup;
import chatter.server.backup.Restore;
import chatter.server.page.Browser;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/// The desktop app and the page stay open while their server is restored from a backup.
@Tag("faults")
class RestoreStoryTest {
  @TempDir private Path folder;
  private Story story;

  @BeforeEach
  void open() throws Exception {
    story = new Story(folder);
    story.signUp("Ada");
    story.signUp("Ben");
  }

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void bothShowExactlyWhatWasRestoredAndWhatWaitedGoesOutOnce() throws Exception {
    Desktop ada = story.signedIn("Ada");
    try (Browser ben = Browser.open(port())) {
      ben.signIn(Story.email("Ben"), Story.PASSWORD);
      ada.say("kept by Ada");
      ben.row("kept by Ada");
      ben.say("kept by Ben");
      ada.sees("kept by Ben");
      Path data = folder.resolve("server");
      Path file = folder.resolve("backup");
      assertEquals(2, Backup.take(data, file).messages());
      ada.say("vanished of Ada");
      ben.row("vanished of Ada");
      ben.say("vanished of Ben");
      ada.sees("vanished of Ben");

      story.stopServer();
      ada.sees("was stopped at");
      ada.say("waited by Ada");
      ben.say("waited by Ben");
      ben.row("waited by Ben", "pending");
      assertEquals(2, Restore.of(file, data).messages());
      // So slow to paint that what was and what is restored come into the same rendering.
      ben.script("window.requestAnimationFrame = (run) => setTimeout(run, 5_000)");
      story.startServer();
      ada.tryNow();
      ben.script("dispatchEvent(new Event('online'))");

      ada.await(60, "both to be back", () -> ada.shows("waited by Ben"));
      ben.row("waited by Ada");
      ben.row("waited by Ben", "sent");
      ada.seesNoMore("was stopped at");
      ada.seesNoMore("vanished");
      List<String> shown =
          ben.rows().stream()
              .map(row -> row.findElement(By.cssSelector(".bubble")).getText())
              .map(text ->
                  text.lines()
                      .filter(line -> line.contains(" by ") || line.contains(" of "))
                      .findFirst()
                      .orElse(text))
              .toList();
      List<String> stored = history();
      assertEquals(List.of("kept by Ada", "kept by Ben"), stored.subList(0, 2));
      assertEquals(
          List.of("waited by Ada", "waited by Ben"),
          stored.subList(2, 4).stream().sorted().toList());
      assertEquals(4, stored.size());
      assertEquals(stored, shown);
      stored.forEach(ada::sees);

      ada.say("and on");
      ben.row("and on");
    }
  }

  private int port() {
    return Integer.parseInt(story.address().substring(story.address().indexOf(':') + 1));
  }

  private List<String> history() throws Exception {
    try (ServerApi api = new ServerApi(ServerAddress.local(port()))) {
      String token =
          api.login(Story.email("Ada"), Story.PASSWORD, "reader").get(60, TimeUnit.SECONDS).token();
      Stream<MessagePosted> messages =
          api
              .as(new SessionToken(token))
              .history(1, new HistoryQuery.Newest(50))
              .get(60, TimeUnit.SECONDS)
              .messages()
              .stream();
      return messages.map(MessagePosted::body).toList();
    }
  }
}
