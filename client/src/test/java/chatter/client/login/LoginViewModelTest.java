package chatter.client.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.login.LoginViewModel.State;
import chatter.client.net.discovery.ServerFinder.Found;
import chatter.client.net.http.ServerAddress;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.SavedLogin;
import chatter.client.ui.Texts;
import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.shared.api.Registration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real server, without a window.
class LoginViewModelTest {
  @TempDir private Path folder;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final List<Found> entered = new ArrayList<>();
  private final List<KnownServer> known = new ArrayList<>();
  private final LoginViewModel model =
      new LoginViewModel(
          Texts.of(LoginController.class),
          "test",
          tasks::add,
          new LoginCallbacks((found, login) -> entered.add(found), known::add));
  private ChatterServer server;

  @BeforeEach
  void open() throws IOException {
    server =
        new ChatterServer(
                ServerConfig.inFolder(folder.resolve("server"))
                    .withPort(0)
                    .withName("Ana’s Chatter")
                    .withRegistration(Registration.INVITE)
                    .withBcryptCost(ServerConfig.MIN_BCRYPT_COST))
            .start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      Runnable task = tasks.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertNotNull(task, () -> "nothing more comes; " + model.problemProperty().get());
      task.run();
    }
  }

  private void until(State state) throws InterruptedException {
    until(() -> model.stateProperty().get() == state);
  }

  private String address() {
    return ServerAddress.local(server.port()).display();
  }

  private void begin(KnownServer... servers) {
    model.begin(new LoginStart(List.of(servers), Optional.empty(), "", "", true));
  }

  private void find(String typed) {
    model.places().address().textProperty().set(typed);
    model.submit();
  }

  private void fill(String name) {
    model.form().name().textProperty().set(name);
    model.form().email().textProperty().set(name + "@example.org");
    model.form().password().textProperty().set("correct horse");
  }

  private void registerOwner() throws InterruptedException {
    begin();
    find(address());
    until(State.REGISTER);
    fill("ana");
    model.submit();
    until(() -> !entered.isEmpty());
    entered.clear();
  }

  private String id() {
    return server.chat().info().id();
  }

  private KnownServer remembered(SavedLogin login, String... addresses) {
    return new KnownServer(id(), "Ana’s Chatter", List.of(addresses), "", login, Instant.EPOCH);
  }

  @Test
  void firstOneOfAServerIsAskedToOwnItWithoutAnInvite() throws Exception {
    begin();
    find(address());
    assertEquals(State.FINDING, model.stateProperty().get());
    until(State.REGISTER);
    assertTrue(model.joiningProperty().get().first());
    assertFalse(model.joiningProperty().get().asksForInvite());
    fill("ana");
    model.submit();
    until(() -> !entered.isEmpty());
    assertEquals("Ana’s Chatter", entered.getFirst().server().name());
    assertEquals("", model.form().password().text());
  }

  @Test
  void registeringFollowsWhatTheServerAdmits() throws Exception {
    registerOwner();
    begin();
    find(address());
    until(State.SIGN_IN);
    assertTrue(model.joiningProperty().get().asksForInvite());
    server.chat().admit(Registration.OPEN);
    begin();
    find(address());
    until(State.SIGN_IN);
    assertFalse(model.joiningProperty().get().asksForInvite());
    server.chat().admit(Registration.CLOSED);
    begin();
    find(address());
    until(State.SIGN_IN);
    assertTrue(model.joiningProperty().get().closed());
  }

  @Test
  void inviteOpensTheFormOfTheChatAndIsUsed() throws Exception {
    registerOwner();
    begin();
    find(server.chat().invite(1, Duration.ofHours(1)).appLink());
    until(State.REGISTER);
    assertFalse(model.joiningProperty().get().asksForInvite());
    fill("ben");
    model.submit();
    until(() -> !entered.isEmpty());
  }

  @Test
  void endedInviteSaysSoAndTheFormStaysForWhoHasAnAccount() throws Exception {
    registerOwner();
    String link = server.chat().invite(null, Duration.ofHours(1)).appLink();
    server.chat().resetInvites();
    begin();
    find(link);
    until(State.SIGN_IN);
    assertFalse(model.problemProperty().get().isEmpty());
    assertEquals(link, model.places().address().text());
    assertTrue(model.joiningProperty().get().asksForInvite());
  }

  @Test
  void nothingIsSentToAnotherServerAtAKnownAddress() throws Exception {
    registerOwner();
    KnownServer before =
        new KnownServer(
            "another-id", "Club", List.of(address()), "", SavedLogin.nobody("c"), Instant.EPOCH);
    model.begin(new LoginStart(List.of(before), Optional.of(before), "", "", true));
    fill("ana");
    model.submit();
    until(() -> !model.problemProperty().get().isEmpty());
    assertEquals(
        "The chat that answers there is another one, Ana’s Chatter. Nothing was sent to it.",
        model.problemProperty().get());
    assertEquals("correct horse", model.form().password().text());
    assertTrue(entered.isEmpty());
  }

  @Test
  void chatInWhichOneIsSignedInIsGoneToAsItIsRemembered() throws Exception {
    registerOwner();
    KnownServer mine = remembered(new SavedLogin("f", "token", 1, "Ana", ""), "127.0.0.1:1");
    begin(mine);
    find(address());
    until(() -> !known.isEmpty());
    // By the address that is remembered, not by the one that was typed.
    assertEquals(List.of("127.0.0.1:1"), known.getFirst().addresses());
    model.choose(mine);
    assertEquals(List.of(mine, mine), known);
  }

  @Test
  void whatIsTypedStaysWhileOneLooksForAnotherChat() throws Exception {
    registerOwner();
    begin();
    find(address());
    until(State.SIGN_IN);
    fill("ben");
    model.changePlace();
    find("127.0.0.1:1");
    until(State.FIND);
    assertFalse(model.problemProperty().get().isEmpty());
    find(address());
    until(State.SIGN_IN);
    assertEquals("ben@example.org", model.form().email().text());
    assertEquals("correct horse", model.form().password().text());
  }
}
