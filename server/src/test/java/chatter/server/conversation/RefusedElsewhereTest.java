package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import chatter.server.Postgres;
import chatter.server.conversation.CommandResult.Refused;
import chatter.server.conversation.CommandResult.Stored;
import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import chatter.server.store.postgres.PostgresAddress;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.server.store.postgres.StoredNumbers;
import chatter.shared.protocol.ClientCommand.React;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.RejectCode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one of several servers has refused for good, another does not do that got it before and
/// comes to it late, also if it would be in order by then.
final class RefusedElsewhereTest {
  private static final long ADA = 1;
  private static final long ROOM = 1;
  private static final String ID = "0B9F7A52-3c1d-4e8b-9f06-6a5d1c2e4f10";

  @TempDir private Path folder;
  private PostgresDatabase late;
  private PostgresDatabase other;

  @BeforeEach
  void open() {
    Postgres.mustBeHere();
    PostgresAddress address = Postgres.newDatabase();
    late = opened(address, "late");
    other = opened(address, "other");
    change(
        "INSERT INTO registered_users (id, name, email, email_key, password_hash, created_at)"
            + " VALUES (1, 'Ada', 'a', 'a', 'x', 'now')");
    change(
        "INSERT INTO conversations (id, kind, title, created_at) VALUES (1, 'room', 'r', 'now')");
  }

  private PostgresDatabase opened(PostgresAddress address, String name) {
    return PostgresDatabase.openShared(
        address, folder.resolve(name), TransactionStep.NOTHING, new StoredNumbers());
  }

  @AfterEach
  void close() {
    late.close();
    other.close();
  }

  private void change(String sql) {
    other.writeAndWait(handle -> handle.execute(sql));
  }

  private void join() {
    change("INSERT INTO memberships (conversation, account, joined_at) VALUES (1, 1, 'now')");
  }

  private static CommandResult post(Database database, String id) {
    return post(database, id, "hello");
  }

  private static CommandResult post(Database database, String id, String body) {
    SendMessage command = new SendMessage(null, ROOM, id, body, null, null);
    return new PostStore(database, Clock.systemUTC())
        .post(ADA, command, command.body(), result -> {})
        .join();
  }

  private static CommandResult react(Database database, long message, String id) {
    return new ChangeStore(database, Clock.systemUTC())
        .change(ADA, new React(null, ROOM, id, message, "👍", true), "👍", result -> {})
        .join();
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  @Test
  void messageThatWasRefusedStaysSo() {
    Refused told = assertInstanceOf(Refused.class, post(other, ID));
    assertEquals(RejectCode.NOT_MEMBER, told.code());
    join();
    assertEquals(told, post(late, ID));
    // As whoever sends it writes it.
    assertEquals(told, post(late, ID.toLowerCase(Locale.ROOT)));
    assertInstanceOf(Stored.class, post(late, newId()));
  }

  /// As a message that its sender has mended, or whose files were uploaded anew.
  @Test
  void somethingElseUnderTheSameIdIsNotHeldToIt() {
    Refused told = assertInstanceOf(Refused.class, post(other, ID, "before"));
    join();
    assertEquals(told, post(late, ID, "before"));
    assertInstanceOf(Stored.class, post(other, ID, "after"));
    assertEquals(
        RejectCode.ID_CONFLICT, assertInstanceOf(Refused.class, post(late, ID, "before")).code());
  }

  @Test
  void changeThatWasRefusedStaysSo() {
    Refused told = assertInstanceOf(Refused.class, react(other, 1, ID));
    assertEquals(RejectCode.NOT_MEMBER, told.code());
    join();
    assertInstanceOf(Stored.class, post(other, newId()));
    assertEquals(told, react(late, 1, ID));
    assertInstanceOf(Stored.class, react(late, 1, newId()));
  }

  /// Whoever tries again what was refused is not held to it for ever.
  @Test
  void refusalIsForgottenInTheEnd() {
    assertInstanceOf(Refused.class, post(other, ID));
    join();
    change("UPDATE refused_commands SET at = at - interval '121 seconds'");
    assertInstanceOf(Stored.class, post(late, ID));
  }
}
