package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.store.Database;
import chatter.server.store.sqlite.SqliteDatabase;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.Durable;
import chatter.shared.protocol.ClientCommand.EditMessage;
import chatter.shared.protocol.ClientCommand.PinMessage;
import chatter.shared.protocol.ClientCommand.SendMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Deleting in the middle of everything else: rows that grow have others moved in the file, and
/// what was moved once must not be left where it was when it is deleted later.
final class ErasedTextTest {
  private static final long LOBBY = 1;
  private static final long ADA = 1;
  private static final int STEPS = 3_000;
  private static final Pattern SECRET = Pattern.compile("secret-[0-9]{6}");

  @TempDir private Path folder;

  private Random random;
  private final Set<String> gone = new HashSet<>();
  private Conversations conversations;
  private int secrets;

  /// A message that is there.
  private record There(long seq, List<String> texts) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 16})
  void nothingOfADeletedTextIsLeftWhateverWasMovedBefore(int seed) throws IOException {
    random = new Random(seed);
    List<There> there = new ArrayList<>();
    try (Database database = SqliteDatabase.open(folder)) {
      conversations = new Conversations(database, new SilentPublisher(), Clock.systemUTC());
      conversations.open().join();
      database.writeAndWait(handle ->
          handle.execute(
              "INSERT INTO registered_users (name, email, email_key, password_hash, created_at)"
                  + " VALUES ('Ada', 'a', 'a', 'x', 'now')"));
      database.writeAndWait(handle ->
          handle.execute(
              "INSERT INTO memberships (conversation, account, joined_at) VALUES (1, 1, 'now')"));
      for (int i = 0; i < STEPS; i++) {
        int what = there.isEmpty() ? 0 : random.nextInt(20);
        if (what < 12) {
          there.add(post());
        } else if (what < 16) {
          edit(there.get(random.nextInt(there.size())));
        } else if (what < 17) {
          pin(there.get(random.nextInt(there.size())));
        } else {
          delete(there.remove(random.nextInt(there.size())));
        }
      }
    }
    assertEquals(List.of(), left());
  }

  private There post() {
    String secret = secret();
    SendMessage command = new SendMessage(null, LOBBY, id(), secret + filling(), null);
    CommandResult.Stored stored = (CommandResult.Stored) carryOut(command);
    return new There(stored.seq(), new ArrayList<>(List.of(secret)));
  }

  private void edit(There message) {
    String secret = secret();
    message.texts.add(secret);
    var _ = carryOut(new EditMessage(null, LOBBY, id(), message.seq, secret + filling()));
  }

  private void pin(There message) {
    var _ = carryOut(new PinMessage(null, LOBBY, id(), message.seq, random.nextBoolean()));
  }

  private void delete(There message) {
    gone.addAll(message.texts);
    var _ = carryOut(new DeleteMessage(null, LOBBY, id(), message.seq));
  }

  private CommandResult carryOut(Durable command) {
    return conversations.carryOut(ADA, command, stored -> {}).join();
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private String secret() {
    return "secret-%06d".formatted(secrets++);
  }

  private String filling() {
    return " and more".repeat(random.nextInt(random.nextInt(50) == 0 ? 300 : 12));
  }

  /// What is found of deleted texts in the file of a database that was closed.
  private List<String> left() throws IOException {
    String file =
        new String(Files.readAllBytes(folder.resolve("chatter.db")), StandardCharsets.ISO_8859_1);
    Matcher found = SECRET.matcher(file);
    return found.results().map(hit -> hit.group()).filter(gone::contains).distinct().toList();
  }
}
