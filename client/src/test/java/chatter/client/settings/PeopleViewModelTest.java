package chatter.client.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.client.settings.PeopleViewModel.Deed;
import chatter.client.ui.Texts;
import chatter.client.ui.dialog.AskedDialogs;
import chatter.server.ChatterServer;
import chatter.server.Examples;
import chatter.server.ServerConfig;
import chatter.shared.api.ManagedAccount;
import chatter.shared.api.Registration;
import chatter.shared.api.ServerInfo;
import chatter.shared.protocol.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Inviting people, looking after them, and saying who may join: against a real server, without a
/// window.
class PeopleViewModelTest {
  private static final String PASSWORD = "correct horse";

  @TempDir private Path folder;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final AskedDialogs dialogs = new AskedDialogs();
  private ChatterServer server;
  private ServerApi api;

  @BeforeEach
  void open() throws Exception {
    server =
        new ChatterServer(
                ServerConfig.inFolder(folder.resolve("server"))
                    .withPort(0)
                    .withRegistration(Registration.OPEN)
                    .withBcryptCost(ServerConfig.MIN_BCRYPT_COST))
            .start();
    api = new ServerApi(ServerAddress.local(server.port()));
    for (String name : List.of("ana", "ben", "cleo")) {
      api.register(name, email(name), PASSWORD).get(60, TimeUnit.SECONDS);
    }
  }

  @AfterEach
  void close() {
    api.close();
    server.close();
  }

  private static String email(String name) {
    return name + "@example.org";
  }

  private AccountCalls calls(String name) throws Exception {
    String token = api.login(email(name), PASSWORD, "test").get(60, TimeUnit.SECONDS).token();
    return new AccountCalls(
        api.as(new SessionToken(token)), tasks::add, Texts.of(SettingsController.class), () -> {});
  }

  private PeopleViewModel people(String name, long id, Role role) throws Exception {
    PeopleViewModel people = model(name, id, role);
    people.begin();
    until(() -> found(people).size() == 3);
    return people;
  }

  private PeopleViewModel model(String name, long id, Role role) throws Exception {
    return new PeopleViewModel(calls(name), dialogs, id, () -> role, Locale.ENGLISH);
  }

  private static List<ManagedAccount> found(PeopleViewModel people) {
    return people.search().stateProperty().get().found();
  }

  private static ManagedAccount person(PeopleViewModel people, long id) {
    return found(people).stream().filter(one -> one.id() == id).findFirst().orElseThrow();
  }

  private void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      Runnable task = tasks.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertNotNull(task, "nothing more comes");
      task.run();
    }
  }

  @Test
  void ownerMayDoEverythingWithOthersAndAdminsOnlyWithMembers() throws Exception {
    PeopleViewModel owner = people("ana", 1, Role.OWNER);
    assertEquals(List.of(), owner.deeds(person(owner, 1)));
    assertEquals(
        List.of(Deed.MAKE_ADMIN, Deed.RESET, Deed.END_SESSIONS, Deed.REMOVE, Deed.HAND_OVER),
        owner.deeds(person(owner, 2)));
    owner.act(person(owner, 2), Deed.MAKE_ADMIN);
    until(() -> person(owner, 2).role() == Role.ADMIN);
    assertEquals(Deed.MAKE_MEMBER, owner.deeds(person(owner, 2)).getFirst());
    PeopleViewModel admin = people("ben", 2, Role.ADMIN);
    assertEquals(List.of(), admin.deeds(person(admin, 1)));
    assertEquals(
        List.of(Deed.RESET, Deed.END_SESSIONS, Deed.REMOVE), admin.deeds(person(admin, 3)));
  }

  @Test
  void whoeverIsSoughtByNameOrAddressCanBeRuled() throws Exception {
    PeopleViewModel owner = people("ana", 1, Role.OWNER);
    owner.search().search("CLE");
    until(() -> found(owner).size() == 1);
    assertEquals("cleo", found(owner).getFirst().name());
    owner.act(found(owner).getFirst(), Deed.MAKE_ADMIN);
    until(() -> owner.statusProperty().get().text().equals("cleo is an admin now."));
    assertEquals(List.of("cleo"), found(owner).stream().map(ManagedAccount::name).toList());
    assertEquals(Deed.MAKE_MEMBER, owner.deeds(found(owner).getFirst()).getFirst());
    owner.search().search("ben@example & \uD83D\uDE00");
    until(() -> owner.search().stateProperty().get().answered());
    assertEquals(List.of(), found(owner));
    owner.search().search("ben@ex");
    until(() -> owner.search().stateProperty().get().answered());
    assertEquals("ben@example.org", found(owner).getFirst().email());
  }

  @TestFactory
  Stream<DynamicTest> mayDoWhatThePageOffers() throws IOException {
    Map<Deed, String> words =
        Map.of(
            Deed.MAKE_ADMIN, "admin",
            Deed.MAKE_MEMBER, "member",
            Deed.RESET, "reset",
            Deed.END_SESSIONS, "sign-out",
            Deed.REMOVE, "remove",
            Deed.RESTORE, "let-in",
            Deed.HAND_OVER, "owner");
    return Examples.tests(
        "permissions.json",
        example -> {
          Role mine = Role.valueOf(example.get("role").asString().toUpperCase(Locale.ROOT));
          Role theirs = Role.valueOf(example.get("of").asString().toUpperCase(Locale.ROOT));
          ManagedAccount person =
              new ManagedAccount(
                  example.path("self").asBoolean(false) ? 1 : 2,
                  "Ben",
                  "ben@example.org",
                  null,
                  theirs,
                  example.path("removed").asBoolean(false),
                  Instant.EPOCH,
                  null,
                  1);
          assertEquals(example.get("runsChat").asBoolean(), mine.administers());
          assertEquals(
              example.get("may").valueStream().map(JsonNode::asString).toList(),
              PeopleViewModel.deeds(person, 1, mine).stream().map(words::get).toList());
        });
  }

  @Test
  void nothingIsTakenFromAnybodyWithoutAQuestion() throws Exception {
    PeopleViewModel owner = people("ana", 1, Role.OWNER);
    dialogs.answer = false;
    owner.act(person(owner, 3), Deed.REMOVE);
    owner.act(person(owner, 3), Deed.END_SESSIONS);
    owner.act(person(owner, 3), Deed.HAND_OVER);
    assertEquals(
        List.of("Remove cleo?", "End all sessions of cleo?", "Hand the chat over to cleo?"),
        dialogs.asked);
    assertTrue(tasks.isEmpty());
    dialogs.answer = true;
    owner.act(person(owner, 3), Deed.REMOVE);
    until(() -> person(owner, 3).disabled());
    assertEquals("cleo was removed.", owner.statusProperty().get().text());
    assertEquals(List.of(Deed.RESTORE), owner.deeds(person(owner, 3)));
    owner.act(person(owner, 3), Deed.RESTORE);
    until(() -> !person(owner, 3).disabled());
  }

  @Test
  void ownerHandsTheChatOver() throws Exception {
    PeopleViewModel owner = people("ana", 1, Role.OWNER);
    dialogs.answer = true;
    owner.act(person(owner, 2), Deed.HAND_OVER);
    until(() -> owner.statusProperty().get().text().equals("ben is the owner now."));
    assertEquals(Role.OWNER, person(owner, 2).role());
    assertEquals(Role.ADMIN, person(owner, 1).role());
  }

  @Test
  void linkForANewPasswordIsShownWithWhoseItIs() throws Exception {
    PeopleViewModel owner = people("ana", 1, Role.OWNER);
    owner.act(person(owner, 2), Deed.RESET);
    until(() -> owner.resetProperty().get() != null);
    assertEquals("ben", owner.resetProperty().get().name());
    assertTrue(owner.resetProperty().get().offer().link().contains("#reset="));
    dialogs.answer = true;
    owner.act(person(owner, 2), Deed.END_SESSIONS);
    assertNull(owner.resetProperty().get());
    until(() -> owner.statusProperty().get().text().equals("ben is signed out everywhere."));
  }

  @Test
  void memberIsToldThatThisIsNotTheirs() throws Exception {
    PeopleViewModel member = model("cleo", 3, Role.MEMBER);
    member.begin();
    until(() -> !member.search().stateProperty().get().problem().isEmpty());
    assertTrue(found(member).isEmpty());
  }

  @Test
  void whatIsTypedBeforeTheAnswerComesStays() throws Exception {
    AboutViewModel about = new AboutViewModel(calls("ana"), told -> {});
    about.begin();
    Runnable late = tasks.poll(60, TimeUnit.SECONDS);
    about.name().textProperty().set("Ana and friends");
    late.run();
    assertEquals("Ana and friends", about.name().text());
    assertEquals(Registration.OPEN, about.registrationProperty().get());
  }

  @Test
  void nameAndWhoMayJoinAreSavedAndTold() throws Exception {
    List<ServerInfo> told = new ArrayList<>();
    AboutViewModel about = new AboutViewModel(calls("ana"), told::add);
    about.begin();
    until(() -> !told.isEmpty());
    about.name().textProperty().set(" ");
    about.save();
    assertEquals("Enter a name.", about.name().errorProperty().get());
    about.name().textProperty().set("Ana and friends");
    about.registrationProperty().set(Registration.CLOSED);
    about.save();
    until(() -> told.size() == 2);
    assertEquals("Ana and friends", server.chat().name());
    assertEquals(Registration.CLOSED, server.chat().registration());
    assertEquals("Saved.", about.statusProperty().get().text());
  }
}
