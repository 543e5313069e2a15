package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.net.FakeServer;
import chatter.client.net.Peer;
import chatter.client.net.SessionFixture;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("story")
class ChatStoryTest {
  @TempDir private Path folder;
  private Story story;

  @BeforeEach
  void open() throws Exception {
    story = new Story(folder);
    story.signUp("Ada");
    story.signUp("Bob");
  }

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void twoPeopleTalk() throws Exception {
    Desktop app = story.signedIn("Ada");
    try (Friend bob = story.friend("Bob")) {
      app.sees("2 members, 2 online");
      app.say("Hello Bob");
      bob.hears("Hello Bob");
      bob.say("Hello Ada");
      app.sees("Hello Ada");
      app.sees("Bob");
      bob.types();
      app.sees("Bob is typing");
    }
  }

  @Test
  void whatIsWrittenWhileTheServerIsAwayArrivesWhenItIsBack() throws Exception {
    Desktop app = story.signedIn("Ada");
    // There from the beginning: what comes before somebody signs in is history, and not heard.
    try (Friend bob = story.friend("Bob")) {
      app.say("Before");
      app.sees("Before");
      story.stopServer();
      app.say("Meanwhile");
      app.sees("Meanwhile");
      app.sees("was stopped at");
      app.sees("Try now");
      story.startServer();
      app.tryNow();
      bob.tryNow();
      bob.hears("Meanwhile");
      app.seesNoMore("was stopped at");
      bob.say("There you are");
      app.sees("There you are");
    }
  }

  @Test
  void unsentMessagesSurviveARestartOfTheApp() throws Exception {
    Desktop app = story.signedIn("Ada");
    story.stopServer();
    app.say("Written offline");
    app.sees("Written offline");
    app.close();
    story.startServer();
    try (Friend bob = story.friend("Bob")) {
      app.open();
      bob.hears("Written offline");
    }
  }

  @Test
  void draftSurvivesARestartOfTheApp() {
    Desktop app = story.signedIn("Ada");
    app.click("#input");
    app.type("Half a thou");
    app.restart();
    app.sees("Half a thou");
  }

  @Test
  void sessionEndedElsewhereLeadsToSignIn() throws Exception {
    Desktop app = story.signedIn("Ada");
    app.sees("Lobby");
    story.endOtherSessions("Ada");
    app.sees("Your session has ended.");
  }

  @Test
  void refusedMessageShowsWhyAndGoesAgainWithTheSameId() throws Exception {
    try (FakeServer server = new FakeServer()) {
      server.answers("GET /api/server", 200, SessionFixture.SERVER);
      server.answers("POST /api/login", 200, SessionFixture.LOGIN);
      server.answers(
          "GET /api/conversations/1/messages",
          200,
          "{\"rows\":[],\"upto\":0,\"older\":false,\"newer\":false}");
      Desktop app = story.desktop();
      app.fill("#address", server.address().display());
      app.click("#submit");
      app.fill("#email", "ada@example.org");
      app.fill("#password", Story.PASSWORD);
      app.click("#submit");
      Peer peer = server.awaitPeer();
      peer.hears(ClientCommand.Hello.class);
      peer.says(SessionFixture.welcome("e1", 0, 0), new ServerEvent.Live());
      app.sees("Lobby");
      app.say("Can you take this?");
      ClientCommand.SendMessage first = peer.awaits(ClientCommand.SendMessage.class);
      peer.says(new ServerEvent.Rejected(first.id(), RejectCode.FORBIDDEN, "no", false, null));
      app.click("Retry");
      ClientCommand.SendMessage again = peer.awaits(ClientCommand.SendMessage.class);
      assertEquals(first.commandId(), again.commandId());
      peer.says(SessionFixture.ack(again, 1));
      app.seesNoMore("Retry");
      app.sees("Can you take this?");
    }
  }
}
