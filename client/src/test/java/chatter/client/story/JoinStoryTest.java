package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.launch.LinkInbox;
import chatter.client.net.socket.EndReason;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.KnownServersFile;
import chatter.client.prefs.SavedLogin;
import chatter.client.ui.form.Field;
import chatter.server.tls.TestCertificates;
import chatter.shared.api.InviteOffer;
import chatter.shared.api.Registration;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Finding a chat, joining it, going from one to another, and losing sight of it.
@Tag("story")
class JoinStoryTest {
  private static final String OTHER_KEY = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

  @TempDir private Path folder;
  private Club ana;
  private Desktop app;

  @BeforeEach
  void open() throws Exception {
    ana = new Club(folder.resolve("ana"), "Ana’s Chatter");
  }

  @AfterEach
  void close() {
    if (app != null) {
      app.close();
    }
    ana.close();
  }

  private Path data() {
    return folder.resolve("desktop");
  }

  private Desktop desktop() {
    app = new Desktop(data());
    return app;
  }

  private void find(String typed) {
    app.fill("#address", typed);
    app.press(KeyCode.ENTER);
  }

  private void register(String name) {
    app.fill("#name", name);
    app.fill("#email", Story.email(name));
    app.fill("#password", Story.PASSWORD);
    app.press(KeyCode.ENTER);
  }

  private void signIn(String name) {
    app.fill("#email", Story.email(name));
    app.fill("#password", Story.PASSWORD);
    app.press(KeyCode.ENTER);
    app.sees("Lobby");
  }

  private String typed(String field) {
    return app.node(field, Field.class).textProperty().get();
  }

  private void remember(KnownServer... servers) throws Exception {
    Files.createDirectories(data());
    new KnownServersFile(data()).save(List.of(servers));
  }

  private KnownServer known(String address, String fingerprint) {
    return new KnownServer(
        address,
        "Ana’s Chatter",
        List.of(address),
        fingerprint,
        SavedLogin.nobody("a"),
        Instant.EPOCH);
  }

  @Test
  void linkIsAllThatANewcomerNeeds() throws Exception {
    desktop();
    find(ana.invite(null).appLink());
    app.sees("Ana invites you to Ana’s Chatter.");
    register("Ben");
    app.sees("Lobby");
    app.sees("Ana’s Chatter");
    app.restart();
    app.sees("Lobby");
  }

  @Test
  void linkForABrowserIsTakenToo() throws Exception {
    desktop();
    find(ana.invite(1).link());
    app.sees("Ana invites you to Ana’s Chatter.");
    register("Ben");
    app.sees("Lobby");
  }

  @Test
  void programStartedWithALinkLeadsToThatChat() throws Exception {
    app = new Desktop(data(), ana.invite(null).appLink());
    app.sees("Ana invites you to Ana’s Chatter.");
    register("Ben");
    app.sees("Lobby");
  }

  @Test
  void secondStartWithALinkHandsItToTheFirst() throws Exception {
    desktop();
    app.sees("Welcome to Chatter");
    LinkInbox.leave(data(), ana.invite(null).appLink());
    app.sees("Ana invites you to Ana’s Chatter.");
  }

  @Test
  void codeIsForTheChatThatIsKnown() throws Exception {
    remember(known(ana.address(), ""));
    desktop();
    app.click("#change");
    find(ana.invite(null).invite().code().toLowerCase(java.util.Locale.ROOT));
    app.sees("Ana invites you to Ana’s Chatter.");
    register("Ben");
    app.sees("Lobby");
  }

  @Test
  void codeIsAskedForWhereOneIsNeeded() throws Exception {
    desktop();
    find(ana.address());
    app.sees("Sign in to Ana’s Chatter");
    app.click("#other");
    register("Ben");
    app.sees("Enter the code of your invite.");
    app.fill("#invite", "AAAA-AAAA");
    app.press(KeyCode.ENTER);
    app.sees("This invite is not known here:");
    assertEquals(Story.PASSWORD, typed("password"));
    app.fill("#invite", ana.invite(1).invite().code());
    app.press(KeyCode.ENTER);
    app.sees("Lobby");
  }

  @Test
  void usedInviteSaysSoAndLosesNothingThatWasTyped() throws Exception {
    InviteOffer once = ana.invite(1);
    ana.signUp("Ben", once);
    desktop();
    find(once.appLink());
    app.sees("This invite has been used already. Ask for a new one.");
    app.click("#change");
    assertEquals(once.appLink(), typed("address"));
    app.click("#submit");
    signIn("Ben");
  }

  @Test
  void inviteThatIsUsedUpMeanwhileLeavesTheFormAsItIs() throws Exception {
    InviteOffer once = ana.invite(1);
    desktop();
    find(once.appLink());
    app.sees("Ana invites you");
    ana.signUp("Eve", once);
    register("Ben");
    app.sees("This invite has been used already. Ask for a new one.");
    assertEquals("Ben", typed("name"));
    assertEquals(Story.PASSWORD, typed("password"));
    app.fill("#invite", ana.invite(1).appLink());
    app.press(KeyCode.ENTER);
    app.sees("Lobby");
  }

  @Test
  void closedChatOffersNoAccount() throws Exception {
    ana.asOwner(api -> api.change("Ana’s Chatter", Registration.CLOSED));
    desktop();
    find(ana.address());
    app.sees("Nobody new can join at the moment.");
    assertFalse(app.shows("Create an account"));
    signIn(Club.OWNER);
  }

  @Test
  void serverWithAnotherKeyIsRefusedAndThePasswordStays() throws Exception {
    try (Story tls = new Story(folder, TestCertificates.of("rsa"))) {
      remember(known(tls.address(), OTHER_KEY));
      desktop();
      app.fill("#email", Story.email("Ben"));
      app.fill("#password", Story.PASSWORD);
      app.click("#submit");
      app.sees("47DE Qpj8");
      assertEquals(Story.email("Ben"), typed("email"));
      assertEquals(Story.PASSWORD, typed("password"));
    }
  }

  @Test
  void invitesKeyIsInsistedOn() throws Exception {
    try (Story tls = new Story(folder, TestCertificates.of("rsa"))) {
      desktop();
      find("chatter://join?code=K7QM2X9P&key=" + OTHER_KEY + "&at=" + tls.address());
      app.sees("47DE Qpj8");
    }
  }

  @Test
  void twoChatsKeepTheirDraftsAndTheirPeople() throws Exception {
    ana.signUp("Ben");
    try (Club club = new Club(folder.resolve("club"), "Chess club")) {
      club.signUp("Ben");
      desktop();
      find(ana.address());
      signIn("Ben");
      app.fill("#input", "half a thought for Ana");
      goTo("Join another chat");
      find(club.address());
      signIn("Ben");
      app.sees("Chess club");
      assertEquals("", draft());
      app.fill("#input", "half a move");
      goTo("Ana’s Chatter");
      app.await("Ana's draft", () -> draft().equals("half a thought for Ana"));
      goTo("Chess club");
      app.await("the club's draft", () -> draft().equals("half a move"));
      app.restart();
      app.await("the club's draft", () -> draft().equals("half a move"));
    }
  }

  private void goTo(String chat) {
    app.click("#menu");
    app.click("#itemCHATS");
    app.settle();
    app.click(chat);
  }

  private String draft() {
    return app.onFx(() ->
        app.stage().getScene().lookup("#input") instanceof TextInputControl input
            ? input.getText()
            : "none");
  }

  @Test
  void linkToAChatThatOneIsInLeadsThere() throws Exception {
    ana.signUp("Ben");
    desktop();
    find(ana.address());
    signIn("Ben");
    app.close();
    app = new Desktop(data(), ana.invite(null).appLink());
    app.sees("Lobby");
  }

  @Test
  void ownerRemovesAPersonWhoIsToldAndStaysOut() throws Exception {
    ana.signUp("Ben");
    desktop();
    find(ana.address());
    signIn(Club.OWNER);
    try (Friend ben = ana.friend("Ben")) {
      ben.say("I was here");
      app.sees("I was here");
      app.click("#menu");
      app.click("#itemPEOPLE");
      app.click("#more2");
      app.click("#deedREMOVE");
      app.click("#dialogYes");
      app.sees("Ben was removed.");
      ben.ends(EndReason.ACCOUNT_DISABLED);
    }
    app.press(KeyCode.ESCAPE);
    app.sees("I was here");
    app.close();
    Path elsewhere = folder.resolve("ben");
    app = new Desktop(elsewhere);
    find(ana.address());
    app.fill("#email", Story.email("Ben"));
    app.fill("#password", Story.PASSWORD);
    app.click("#submit");
    app.sees("This account was removed from the chat.");
  }

  @Test
  void removedPersonReadsWhyTheChatIsOver() throws Exception {
    ana.signUp("Ben");
    desktop();
    find(ana.address());
    signIn("Ben");
    ana.asOwner(api -> api.setDisabled(2, true));
    app.sees("You were removed from Ana’s Chatter.");
  }

  @Test
  void ownerAloneShowsTheCodeWithWhichTheFirstOneJoins() throws Exception {
    desktop();
    find(ana.address());
    signIn(Club.OWNER);
    app.sees("You’re the only one here.");
    app.click("#showCode");
    String code = app.node("inviteCode", javafx.scene.control.Label.class).getText();
    app.await("a code", () -> code.matches("[0-9A-Z]{4}-[0-9A-Z]{4}"));
    ana.signUp("Ben");
    try (Friend ben = ana.friend("Ben")) {
      ben.say("I am in");
      app.seesNoMore("You’re the only one here.");
    }
    // Somebody may have it now, so it stays when another one is made.
    app.click("#copyInviteMessage");
    String message = app.onFx(() -> Clipboard.getSystemClipboard().getString());
    assertTrue(message.startsWith(Club.OWNER + " invites you to Ana’s Chatter: http"), message);
    assertTrue(message.endsWith("In the Chatter app the code is enough: " + code), message);
    app.click("One person");
    app.sees("Good for one person, until");
    app.sees("Other invites that are good");
    app.sees("For everybody, until");
    app.click("End");
    app.sees("has ended.");
    app.seesNoMore("Other invites that are good");
    app.click("#endInvites");
    app.click("#dialogYes");
    app.sees("All earlier invites have ended. This one is new.");
    app.seesNoMore(code);
  }

  @Test
  void ownerSaysWhoMayJoinAndWhatTheChatIsCalled() throws Exception {
    desktop();
    find(ana.address());
    signIn(Club.OWNER);
    app.click("#menu");
    app.click("#itemABOUT");
    app.await("the name as it is", () -> typed("chatName").equals("Ana’s Chatter"));
    app.fill("#chatName", "Ana and friends");
    app.click("#joinOPEN");
    app.click("#saveChat");
    app.sees("Saved.");
    assertEquals(Registration.OPEN, ana.asOwner(api -> api.server()).registration());
    assertEquals("Ana and friends", ana.asOwner(api -> api.server()).name());
    app.click("#back");
    app.sees("Ana and friends");
  }

  @Test
  void membersSeeNothingOfWhatOwnersDo() throws Exception {
    ana.signUp("Ben");
    desktop();
    find(ana.address());
    signIn("Ben");
    app.click("#menu");
    app.sees("Change password");
    assertFalse(app.shows("Invite people"));
    assertFalse(app.shows("This chat"));
  }

  @Test
  void hostThatIsAwayIsNamedAndWhatWaitsGoesOutWhenItIsBack() throws Exception {
    ana.signUp("Ben");
    desktop();
    find(ana.address());
    signIn("Ben");
    app.sees("Ana’s Chatter");
    ana.stop();
    app.say("first");
    app.say("second");
    app.sees("Ana’s Chatter was stopped at ");
    app.sees(" · 2 messages waiting");
    ana.start();
    // By itself: nobody has to press anything.
    Talker writer = new Talker(app);
    app.await(45, "what waited to be sent", () -> !writer.isWaiting());
    app.seesNoMore("was stopped at");
    try (Friend ben = ana.friend("Ben")) {
      assertEquals(
          List.of("first", "second"), ben.history().stream().map(MessagePosted::body).toList());
    }
  }

  @Test
  void forgottenChatIsGone() throws Exception {
    remember(known(ana.address(), ""));
    desktop();
    app.sees("Sign in to Ana’s Chatter");
    app.click("#change");
    app.click("#forget");
    app.seesNoMore("Your chats");
    app.restart();
    app.sees("Join a chat, or start one");
  }

  @Test
  void chatThatMovedIsFoundAtItsOtherAddress() throws Exception {
    ana.signUp("Ben");
    desktop();
    find(ana.address());
    signIn("Ben");
    app.close();
    KnownServersFile file = new KnownServersFile(data());
    file.save(List.of(file.load().getFirst().withAddresses(List.of("127.0.0.1:1", ana.address()))));
    try (Friend ben = ana.friend("Ben")) {
      app.open();
      app.await("the address that answers first", () -> firstAddress().equals(ana.address()));
      app.seesNoMore("was stopped at");
      app.say("from another network");
      ben.hears("from another network");
    }
  }

  private String firstAddress() {
    try {
      return new KnownServersFile(data()).load().getFirst().addresses().getFirst();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
