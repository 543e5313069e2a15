package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.MessageCommands;
import chatter.client.chat.room.MembersViewModel;
import chatter.client.chat.room.NewRoomViewModel;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.sidebar.ConversationSummary.Badge;
import chatter.client.chat.timeline.MessageRow;
import chatter.shared.protocol.AccountInfo;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rooms, directs and what happens to messages, between the desktop's model and a real server.
class RoomsStoryTest {
  private static final String ROOM = "Field team";

  @TempDir private Path folder;
  private Club club;
  private Participant ada;
  private Participant bob;

  @BeforeEach
  void open() throws Exception {
    club = new Club(folder.resolve("server"), "Club");
    club.signUp("Ada");
    club.signUp("Bob");
    ada = participant("Ada");
    bob = participant("Bob");
  }

  private Participant participant(String name) throws Exception {
    return new Participant(club.server(), name, folder.resolve(name));
  }

  @AfterEach
  void close() {
    ada.close();
    bob.close();
    club.close();
  }

  private static AccountInfo account(Participant one) {
    return one.ask(() -> one.chat().me());
  }

  private void adaMakesTheRoom() {
    AccountInfo second = account(bob);
    ada.does(() -> {
      NewRoomViewModel form = ada.chat().rooms().newRoom();
      form.title().textProperty().set(ROOM);
      form.openProperty().set(false);
      form.chosen().add(second);
      form.make(() -> {});
    });
    ada.await(ROOM, () -> ada.chat().openProperty().get().title().equals(ROOM));
  }

  @Test
  void whatHappensToAMessageIsTheSameForBoth() {
    adaMakesTheRoom();
    bob.await(ROOM, () -> bob.listed(ROOM) != null);
    ada.says("hi <@" + account(bob).id() + ">");
    MessageRow mine = ada.sees("hi @Bob");
    bob.await("a mention", () -> bob.listed(ROOM).badge() == Badge.MENTIONS);
    ConversationSummary listed = bob.ask(() -> bob.listed(ROOM));
    assertEquals(1, listed.unread());
    assertEquals("Ada: hi @Bob", listed.preview());
    bob.goesTo(ROOM);
    MessageRow theirs = bob.sees("hi @Bob");
    MessageCommands bobs = bob.chat().actions();
    bob.does(() -> {
      bobs.react(theirs, "👍");
      bobs.pin(theirs, true);
    });
    ada.await(
        "a reaction and a pin",
        () -> {
          var content = ada.shown().getFirst().message().content();
          return content.pinned() && content.reactions().size() == 1;
        });
    assertEquals(
        List.of(account(bob).id()),
        ada.ask(() -> ada.shown().getFirst().message().content().reactions().getFirst())
            .accounts());
    ada.does(() -> {
      ada.chat().actions().edit(mine);
      ada.chat().openProperty().get().composer().draftProperty().set("hello @Bob");
      ada.chat().openProperty().get().composer().send();
    });
    MessageRow edited = bob.sees("hello @Bob");
    assertTrue(edited.message().content().editedAt() != null);
    MessageRow now = ada.sees("hello @Bob");
    ada.does(() -> ada.chat().actions().delete(now));
    bob.await("a deletion", () -> bob.shown().getFirst().message().gone());
    bob.await("its preview", () -> bob.listed(ROOM).preview().equals("Message deleted"));
  }

  @Test
  void whatIsDoneWhileTheServerIsAwayIsDoneWhenItIsBack() throws Exception {
    adaMakesTheRoom();
    ada.says("before");
    bob.goesTo(ROOM);
    MessageRow before = bob.sees("before");
    club.stop();
    bob.says("meanwhile");
    bob.await("what waits", () -> bob.shown().getLast().text().equals("meanwhile"));
    bob.does(() -> {
      bob.chat().actions().react(before, "🎉");
      MessageRow waiting = bob.shown().getLast();
      bob.chat().actions().react(waiting, "👍");
    });
    bob.await(
        "the reaction waits",
        () ->
            bob.shown().getFirst().message().content().reactions().stream()
                .anyMatch(reaction -> reaction.waiting()));
    club.start();
    bob.tryNow();
    ada.tryNow();
    ada.sees("meanwhile");
    ada.await(
        "both reactions",
        () ->
            ada.shown().stream().allMatch(row -> row.message().content().reactions().size() == 1));
    bob.await(
        "nothing waits", () -> bob.shown().stream().noneMatch(row -> row.message().waiting()));
  }

  @Test
  void aDirectAppearsForTheOtherWithItsFirstMessage() {
    AccountInfo second = account(bob);
    ada.does(() -> ada.chat().rooms().direct(second));
    ada.await("Bob", () -> ada.chat().openProperty().get().title().equals("Bob"));
    assertNull(bob.ask(() -> bob.listed("Ada")));
    ada.says("psst");
    bob.await("Ada", () -> bob.listed("Ada") != null && bob.listed("Ada").unread() == 1);
    bob.goesTo("Ada");
    bob.sees("psst");
  }

  @Test
  void whoIsTakenOutHearsNothingMore() {
    adaMakesTheRoom();
    bob.goesTo(ROOM);
    bob.await("a notice", () -> bob.notices().equals(List.of("Ada made this room")));
    long room = ada.ask(() -> ada.listed(ROOM).id());
    MembersViewModel members = ada.ask(() -> ada.chat().rooms().members(room));
    ada.does(() -> members.search().search(""));
    ada.await("the members", () -> members.search().stateProperty().get().found().size() == 2);
    long second = account(bob).id();
    ada.does(() ->
        members.search().stateProperty().get().found().stream()
            .filter(one -> one.account().id() == second)
            .forEach(members::remove));
    bob.await("to be out", () -> bob.listed(ROOM) == null);
    assertEquals("Lobby", bob.ask(() -> bob.chat().openProperty().get().title()));
    ada.await("a notice of it", () -> ada.notices().contains("Ada removed Bob"));
  }
}
