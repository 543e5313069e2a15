package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.EditMessage;
import chatter.shared.protocol.ClientCommand.PinMessage;
import chatter.shared.protocol.ClientCommand.React;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.MessageDeleted;
import chatter.shared.protocol.ServerEvent.MessageEdited;
import chatter.shared.protocol.ServerEvent.MessagePinned;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.ReactionChanged;
import chatter.shared.protocol.ServerEvent.Rejected;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Editing, deleting, reacting and pinning, once each.
final class ChangesTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.standard()
          .without(Limit.SENDS_PER_SECOND, Limit.REACTIONS_PER_SECOND, Limit.FRAMES_PER_SECOND);

  @Test
  void editIsAnEntryThatEverybodyGets() {
    TestUser ada = SERVER.signUp("ada");
    TestConnection alice = ada.connect();
    TestConnection bob = SERVER.signUp("bob").connect();
    long message = alice.post("frist").seq();
    Ack ack = alice.edit(LOBBY, message, "  \nfirst ");
    assertEquals(message + 1, ack.seq());
    assertNull(ack.changed());
    assertEquals(false, ack.duplicate());
    for (TestConnection each : List.of(alice, bob)) {
      MessageEdited edited = each.awaits(MessageEdited.class);
      assertEquals(
          new MessageEdited(
              LOBBY, ack.seq(), edited.actor(), ack.at(), message, "first", List.of()),
          edited);
      assertEquals(ada.id(), edited.actor().id());
      assertEquals(ada.name(), edited.actor().name());
      assertNull(edited.actor().email());
    }
  }

  @Test
  void ackComesBeforeTheEntry() {
    TestConnection alice = SERVER.signUp("alice").connect();
    long message = alice.post("hi").seq();
    String id = TestConnection.newCommandId();
    alice.command(new React(alice.nextId(), LOBBY, id, message, "👍", true));
    List<ServerEvent> events = alice.upTo(ReactionChanged.class);
    assertEquals(id, assertInstanceOf(Ack.class, events.get(events.size() - 2)).commandId());
  }

  @Test
  void deletingIsAnEntry() {
    TestConnection alice = SERVER.signUp("alice").connect();
    TestConnection bob = SERVER.signUp("bob").connect();
    long message = alice.post("oh").seq();
    Ack ack = alice.delete(LOBBY, message);
    MessageDeleted deleted = bob.awaits(MessageDeleted.class);
    assertEquals(ack.seq(), deleted.seq());
    assertEquals(message, deleted.message());
    Ack again = alice.delete(LOBBY, message);
    assertEquals(false, again.changed());
    assertEquals(ack.seq(), again.seq());
    assertEquals(
        RejectCode.NOT_FOUND,
        alice
            .refused(
                new EditMessage(
                    alice.nextId(), LOBBY, TestConnection.newCommandId(), message, "back"))
            .code());
  }

  @Test
  void reactionsComeAndGo() {
    TestConnection alice = SERVER.signUp("alice").connect();
    TestUser bernd = SERVER.signUp("bob");
    TestConnection bob = bernd.connect();
    long message = alice.post("what do you think?").seq();
    Ack on = bob.react(LOBBY, message, "❤", true);
    ReactionChanged changed = alice.awaits(ReactionChanged.class);
    assertEquals("❤\uFE0F", changed.emoji());
    assertTrue(changed.on());
    assertEquals(bernd.id(), changed.actor().id());
    Ack again = bob.react(LOBBY, message, "❤\uFE0F", true);
    assertEquals(false, again.changed());
    assertEquals(on.seq(), again.seq());
    Ack off = bob.react(LOBBY, message, "❤\uFE0E", false);
    assertEquals(on.seq() + 1, off.seq());
    assertEquals(false, alice.awaits(ReactionChanged.class).on());
    assertEquals(false, bob.react(LOBBY, message, "❤", false).changed());
  }

  @Test
  void pinsComeAndGo() {
    TestConnection alice = SERVER.signUp("alice").connect();
    TestConnection bob = SERVER.signUp("bob").connect();
    long message = alice.post("important").seq();
    bob.pin(LOBBY, message, true);
    assertTrue(alice.awaits(MessagePinned.class).on());
    assertEquals(false, alice.pin(LOBBY, message, true).changed());
    assertNull(alice.pin(LOBBY, message, false).changed());
    assertEquals(false, alice.pin(LOBBY, message, false).changed());
  }

  /// Each gets its first answer again, also if it changed nothing, also when meanwhile much has
  /// happened, and nothing happens again.
  @TestFactory
  Stream<DynamicTest> resendGetsTheFirstAnswerAgain() {
    TestConnection alice = SERVER.signUp("alice").connect();
    long one = alice.post("one").seq();
    long two = alice.post("two").seq();
    long three = alice.post("three").seq();
    return Stream.<Function<String, ClientCommand.Durable>>of(
            id -> new SendMessage(alice.nextId(), LOBBY, id, "posted", one),
            id -> new EditMessage(alice.nextId(), LOBBY, id, one, "edited"),
            id -> new EditMessage(alice.nextId(), LOBBY, id, one, "edited"),
            id -> new React(alice.nextId(), LOBBY, id, one, "🎉", true),
            id -> new React(alice.nextId(), LOBBY, id, one, "🎉", true),
            id -> new PinMessage(alice.nextId(), LOBBY, id, one, true),
            id -> new PinMessage(alice.nextId(), LOBBY, id, one, true),
            id -> new DeleteMessage(alice.nextId(), LOBBY, id, two),
            id -> new DeleteMessage(alice.nextId(), LOBBY, id, two))
        .map(command -> {
          String id = TestConnection.newCommandId();
          Ack first = alice.done(command.apply(id));
          return DynamicTest.dynamicTest(
              command.apply(id).toString(),
              () -> {
                alice.react(LOBBY, three, "👍", true);
                alice.react(LOBBY, three, "👍", false);
                long newest = alice.pin(LOBBY, three, false).seq();
                Ack second = alice.done(command.apply(id.toUpperCase(Locale.ROOT)));
                assertEquals(
                    new Ack(
                        second.id(),
                        LOBBY,
                        id.toUpperCase(Locale.ROOT),
                        first.seq(),
                        first.at(),
                        true,
                        first.changed()),
                    second);
                assertEquals(newest, alice.pin(LOBBY, three, false).seq());
              });
        });
  }

  /// A text that is gone cannot be compared any more.
  @Test
  void resendOfWhatWasChangedSinceGetsTheFirstAnswerAgain() {
    TestConnection alice = SERVER.signUp("alice").connect();
    String sent = TestConnection.newCommandId();
    String edited = TestConnection.newCommandId();
    Ack first = alice.done(new SendMessage(alice.nextId(), LOBBY, sent, "first", null));
    long message = first.seq();
    Ack edit = alice.done(new EditMessage(alice.nextId(), LOBBY, edited, message, "second"));
    alice.edit(LOBBY, message, "third");
    Ack again = alice.done(new SendMessage(alice.nextId(), LOBBY, sent, "first", null));
    assertEquals(first.seq(), again.seq());
    assertEquals(
        RejectCode.ID_CONFLICT,
        alice.refused(new SendMessage(alice.nextId(), LOBBY, sent, "third", null)).code());
    alice.delete(LOBBY, message);
    assertEquals(
        first.seq(), alice.done(new SendMessage(alice.nextId(), LOBBY, sent, "first", null)).seq());
    assertEquals(
        edit.seq(),
        alice.done(new EditMessage(alice.nextId(), LOBBY, edited, message, "second")).seq());
  }

  @Test
  void oneIdIsForOneCommandOfAnyKind() {
    TestConnection alice = SERVER.signUp("alice").connect();
    long message = alice.post("one").seq();
    long other = alice.post("other").seq();
    List<Function<String, ClientCommand.Durable>> commands =
        List.of(
            id -> new SendMessage(alice.nextId(), LOBBY, id, "posted", null),
            id -> new SendMessage(alice.nextId(), LOBBY, id, "posted", message),
            id -> new EditMessage(alice.nextId(), LOBBY, id, message, "edited"),
            id -> new EditMessage(alice.nextId(), LOBBY, id, message, "edited again"),
            id -> new EditMessage(alice.nextId(), LOBBY, id, other, "edited"),
            id -> new React(alice.nextId(), LOBBY, id, message, "🎉", true),
            id -> new React(alice.nextId(), LOBBY, id, message, "🎉", false),
            id -> new React(alice.nextId(), LOBBY, id, message, "👍", true),
            id -> new React(alice.nextId(), LOBBY, id, other, "🎉", true),
            id -> new PinMessage(alice.nextId(), LOBBY, id, message, true),
            id -> new PinMessage(alice.nextId(), LOBBY, id, message, false),
            id -> new PinMessage(alice.nextId(), LOBBY, id, other, true),
            id -> new DeleteMessage(alice.nextId(), LOBBY, id, other));
    for (Function<String, ClientCommand.Durable> first : commands) {
      String id = TestConnection.newCommandId();
      alice.answered(first.apply(id));
      for (Function<String, ClientCommand.Durable> second : commands) {
        if (!second.equals(first)) {
          assertEquals(
              RejectCode.ID_CONFLICT,
              alice.refused(second.apply(id)).code(),
              () -> first.apply(id) + " and then " + second.apply(id));
        }
      }
    }
    // Somebody else's ids are no business of theirs.
    TestConnection bob = SERVER.signUp("bob").connect();
    String id = TestConnection.newCommandId();
    alice.done(new React(alice.nextId(), LOBBY, id, message, "😀", true));
    assertEquals(
        false, bob.done(new React(bob.nextId(), LOBBY, id, message, "😀", true)).duplicate());
  }

  @TestFactory
  Stream<DynamicTest> whatIsRefused() {
    TestConnection owner = SERVER.signUp("owner").connect();
    TestConnection bob = SERVER.signUp("bob").connect();
    long message = owner.post("mine").seq();
    long reaction = owner.react(LOBBY, message, "👍", true).seq();
    long gone = owner.post("gone").seq();
    owner.delete(LOBBY, gone);
    return Stream.of(
            new Refusal(
                "edit of another's",
                id -> new EditMessage(bob.nextId(), LOBBY, id, message, "yours"),
                RejectCode.FORBIDDEN,
                "message "),
            new Refusal(
                "deletion of another's",
                id -> new DeleteMessage(bob.nextId(), LOBBY, id, message),
                RejectCode.FORBIDDEN,
                "message "),
            new Refusal(
                "edit of what is no message",
                id -> new EditMessage(bob.nextId(), LOBBY, id, reaction, "hm"),
                RejectCode.NOT_FOUND,
                "message "),
            new Refusal(
                "reaction on what is not there",
                id -> new React(bob.nextId(), LOBBY, id, 1_000_000, "👍", true),
                RejectCode.NOT_FOUND,
                "message "),
            new Refusal(
                "reaction on a deleted one",
                id -> new React(bob.nextId(), LOBBY, id, gone, "👍", true),
                RejectCode.NOT_FOUND,
                "message "),
            new Refusal(
                "pin of a deleted one",
                id -> new PinMessage(bob.nextId(), LOBBY, id, gone, true),
                RejectCode.NOT_FOUND,
                "message "),
            new Refusal(
                "reaction with a word",
                id -> new React(bob.nextId(), LOBBY, id, message, "like", true),
                RejectCode.BAD_FRAME,
                "emoji "),
            new Refusal(
                "reaction with two emoji",
                id -> new React(bob.nextId(), LOBBY, id, message, "👍👍", true),
                RejectCode.BAD_FRAME,
                "emoji "),
            new Refusal(
                "edit to nothing",
                id -> new EditMessage(bob.nextId(), LOBBY, id, message, " \u200B"),
                RejectCode.BAD_FRAME,
                "body "),
            new Refusal(
                "edit to too much",
                id ->
                    new EditMessage(
                        bob.nextId(), LOBBY, id, message, "a".repeat(Limits.BODY_CODE_POINTS + 1)),
                RejectCode.TOO_LARGE,
                "body "),
            new Refusal(
                "change in a conversation that is not there",
                id -> new PinMessage(bob.nextId(), 4_711, id, message, true),
                RejectCode.NOT_MEMBER,
                "conversation "),
            new Refusal(
                "answer to a reaction",
                id -> new SendMessage(bob.nextId(), LOBBY, id, "what?", reaction),
                RejectCode.NOT_FOUND,
                "replyTo "),
            new Refusal(
                "mention of nobody",
                id -> new SendMessage(bob.nextId(), LOBBY, id, "<@999999>", null),
                RejectCode.NOT_FOUND,
                "body "))
        .map(refusal ->
            DynamicTest.dynamicTest(
                refusal.name,
                () -> {
                  long before = owner.pin(LOBBY, message, false).seq();
                  String id = TestConnection.newCommandId();
                  Rejected rejected = bob.refused(refusal.command.apply(id));
                  assertEquals(refusal.code, rejected.code());
                  assertTrue(rejected.message().startsWith(refusal.field), rejected.message());
                  assertEquals(false, rejected.retry());
                  assertEquals(before, owner.pin(LOBBY, message, false).seq());
                  // The id is still free.
                  bob.done(new SendMessage(bob.nextId(), LOBBY, id, "then this", null));
                }));
  }

  @Test
  void twentyKindsOfReactionAreEnough() {
    TestConnection alice = SERVER.signUp("alice").connect();
    TestConnection bob = SERVER.signUp("bob").connect();
    long message = alice.post("many").seq();
    for (int i = 0; i < Limits.REACTION_KINDS; i++) {
      alice.react(LOBBY, message, Character.toString(0x1F600 + i), true);
    }
    Rejected rejected =
        bob.refused(
            new React(bob.nextId(), LOBBY, TestConnection.newCommandId(), message, "👍", true));
    assertEquals(RejectCode.LIMIT, rejected.code());
    assertTrue(rejected.message().startsWith("emoji "), rejected.message());
    assertNull(bob.react(LOBBY, message, "😀", true).changed());
    alice.react(LOBBY, message, "😁", false);
    assertNull(bob.react(LOBBY, message, "👍", true).changed());
  }

  @Test
  void fiftyPinsAreEnough() {
    TestConnection alice = SERVER.signUp("alice").connect();
    long[] messages = new long[Limits.PINS + 1];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = alice.post("pin " + i).seq();
    }
    int pinned = 0;
    ServerEvent answer;
    do {
      answer =
          alice.answered(
              new PinMessage(
                  alice.nextId(), LOBBY, TestConnection.newCommandId(), messages[pinned], true));
      pinned++;
    } while (answer instanceof Ack && pinned < messages.length);
    assertEquals(RejectCode.LIMIT, assertInstanceOf(Rejected.class, answer).code());
    assertNull(alice.pin(LOBBY, messages[0], false).changed());
    assertNull(alice.pin(LOBBY, messages[pinned - 1], true).changed());
    for (long message : messages) {
      alice.pin(LOBBY, message, false);
    }
  }

  @Test
  void messageIsEditedAHundredTimesAtMost() {
    TestConnection alice = SERVER.signUp("alice").connect();
    long message = alice.post("version 0").seq();
    for (int i = 1; i <= Limits.VERSIONS; i++) {
      alice.edit(LOBBY, message, "version " + i);
    }
    assertEquals(
        RejectCode.LIMIT,
        alice
            .refused(
                new EditMessage(
                    alice.nextId(), LOBBY, TestConnection.newCommandId(), message, "one more"))
            .code());
  }

  @Test
  void mentionsAreOnTheEntry() {
    TestUser ada = SERVER.signUp("ada");
    TestUser bernd = SERVER.signUp("bob");
    TestUser claire = SERVER.signUp("claire");
    TestConnection alice = ada.connect();
    TestConnection bob = bernd.connect();
    String one = "<@%d>".formatted(bernd.id());
    String two = "<@%d>".formatted(claire.id());
    String own = "<@%d>".formatted(ada.id());
    long message = alice.post(one + " and " + own + " and " + one).seq();
    assertEquals(List.of(bernd.id()), posted(bob, message).mentions());

    long answer = bob.reply(LOBBY, message, "what?").seq();
    assertEquals(List.of(ada.id()), posted(alice, answer).mentions());
    long own2 = bob.reply(LOBBY, answer, "hello?").seq();
    assertNull(posted(alice, own2).mentions());
    long all = bob.post("<@all> " + two).seq();
    assertEquals(List.of(0L, claire.id()), posted(alice, all).mentions());

    alice.edit(LOBBY, message, one + " " + two + " " + own);
    assertEquals(List.of(claire.id()), bob.awaits(MessageEdited.class).mentions());
    alice.edit(LOBBY, message, two);
    assertEquals(List.of(), bob.awaits(MessageEdited.class).mentions());
    alice.edit(LOBBY, message, one);
    assertEquals(List.of(bernd.id()), bob.awaits(MessageEdited.class).mentions());

    // Whom an answer mentions anyway is not mentioned again.
    bob.edit(LOBBY, answer, "what, " + own + "?");
    assertEquals(
        List.of(),
        alice.awaits(MessageEdited.class, edited -> edited.message() == answer).mentions());
  }

  @Test
  void textOfMoreThanAHundredMentionsIsRefused() {
    TestConnection alice = SERVER.signUp("alice").connect();
    StringBuilder body = new StringBuilder();
    for (int i = 1; i <= Limits.MENTIONS + 1; i++) {
      body.append("<@").append(i).append('>');
    }
    Rejected rejected =
        alice.refused(
            new SendMessage(
                alice.nextId(), LOBBY, TestConnection.newCommandId(), body.toString(), null));
    assertEquals(RejectCode.LIMIT, rejected.code());
    assertTrue(rejected.message().startsWith("body "), rejected.message());
  }

  private static MessagePosted posted(TestConnection at, long seq) {
    return at.awaits(MessagePosted.class, message -> message.seq() == seq);
  }

  private record Refusal(
      String name,
      Function<String, ClientCommand.Durable> command,
      RejectCode code,
      String field) {}
}
