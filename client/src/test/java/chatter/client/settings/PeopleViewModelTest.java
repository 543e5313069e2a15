package chatter.client.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.settings.PeopleViewModel.Deed;
import chatter.client.ui.dialog.AskedDialogs;
import chatter.server.Examples;
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
  @TempDir private Path folder;
  private final AskedDialogs dialogs = new AskedDialogs();
  private SettingsFixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new SettingsFixture(folder, "ana", "ben", "cleo");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private AccountCalls calls(String name) throws Exception {
    return fixture.calls(fixture.login(name));
  }

  private PeopleViewModel people(String name, long id, Role role) throws Exception {
    PeopleViewModel people = model(name, id, role);
    people.begin();
    fixture.until(() -> found(people).size() == 3);
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

  @Test
  void ownerMayDoEverythingWithOthersAndAdminsOnlyWithMembers() throws Exception {
    PeopleViewModel owner = people("ana", 1, Role.OWNER);
    assertEquals(List.of(), owner.deeds(person(owner, 1)));
    assertEquals(
        List.of(Deed.MAKE_ADMIN, Deed.RESET, Deed.END_SESSIONS, Deed.REMOVE, Deed.HAND_OVER),
        owner.deeds(person(owner, 2)));
    owner.act(person(owner, 2), Deed.MAKE_ADMIN);
    fixture.until(() -> person(owner, 2).role() == Role.ADMIN);
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
    fixture.until(() -> found(owner).size() == 1);
    assertEquals("cleo", found(owner).getFirst().name());
    owner.act(found(owner).getFirst(), Deed.MAKE_ADMIN);
    fixture.until(() -> owner.statusProperty().get().text().equals("cleo is an admin now."));
    assertEquals(List.of("cleo"), found(owner).stream().map(ManagedAccount::name).toList());
    assertEquals(Deed.MAKE_MEMBER, owner.deeds(found(owner).getFirst()).getFirst());
    owner.search().search("ben@example & \uD83D\uDE00");
    fixture.until(() -> owner.search().stateProperty().get().answered());
    assertEquals(List.of(), found(owner));
    owner.search().search("ben@ex");
    fixture.until(() -> owner.search().stateProperty().get().answered());
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
    assertTrue(fixture.isIdle());
    dialogs.answer = true;
    owner.act(person(owner, 3), Deed.REMOVE);
    fixture.until(() -> person(owner, 3).disabled());
    assertEquals("cleo was removed.", owner.statusProperty().get().text());
    assertEquals(List.of(Deed.RESTORE), owner.deeds(person(owner, 3)));
    owner.act(person(owner, 3), Deed.RESTORE);
    fixture.until(() -> !person(owner, 3).disabled());
  }

  @Test
  void ownerHandsTheChatOver() throws Exception {
    PeopleViewModel owner = people("ana", 1, Role.OWNER);
    dialogs.answer = true;
    owner.act(person(owner, 2), Deed.HAND_OVER);
    fixture.until(() -> owner.statusProperty().get().text().equals("ben is the owner now."));
    assertEquals(Role.OWNER, person(owner, 2).role());
    assertEquals(Role.ADMIN, person(owner, 1).role());
  }

  @Test
  void linkForANewPasswordIsShownWithWhoseItIs() throws Exception {
    PeopleViewModel owner = people("ana", 1, Role.OWNER);
    owner.act(person(owner, 2), Deed.RESET);
    fixture.until(() -> owner.resetProperty().get() != null);
    assertEquals("ben", owner.resetProperty().get().name());
    assertTrue(owner.resetProperty().get().offer().link().contains("#reset="));
    dialogs.answer = true;
    owner.act(person(owner, 2), Deed.END_SESSIONS);
    assertNull(owner.resetProperty().get());
    fixture.until(
        () -> owner.statusProperty().get().text().equals("ben is signed out everywhere."));
  }

  @Test
  void memberIsToldThatThisIsNotTheirs() throws Exception {
    PeopleViewModel member = model("cleo", 3, Role.MEMBER);
    member.begin();
    fixture.until(() -> !member.search().stateProperty().get().problem().isEmpty());
    assertTrue(found(member).isEmpty());
  }

  @Test
  void whatIsTypedBeforeTheAnswerComesStays() throws Exception {
    AboutViewModel about = new AboutViewModel(calls("ana"), told -> {});
    about.begin();
    Runnable late = fixture.next();
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
    fixture.until(() -> !told.isEmpty());
    about.name().textProperty().set(" ");
    about.save();
    assertEquals("Enter a name.", about.name().errorProperty().get());
    about.name().textProperty().set("Ana and friends");
    about.registrationProperty().set(Registration.CLOSED);
    about.save();
    fixture.until(() -> told.size() == 2);
    assertEquals("Ana and friends", fixture.server().chat().name());
    assertEquals(Registration.CLOSED, fixture.server().chat().registration());
    assertEquals("Saved.", about.statusProperty().get().text());
  }
}
