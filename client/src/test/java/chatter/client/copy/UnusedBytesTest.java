package chatter.client.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusedBytesTest {
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final AccountInfo OMAR = new AccountInfo(4, "Omar", null, null);
  private static final int STEPS = 4_000;
  private static final int COMMIT_AFTER = 500;
  private static final Pattern SAID = Pattern.compile("said \\d/\\d+\\. ");
  private static final int ROOMS = 3;
  private static final int MESSAGES = 800;

  @TempDir private Path folder;
  private final Set<String> there = new HashSet<>();
  private final Set<String> gone = new HashSet<>();

  @Test
  void whatIsDeletedIsNotLeftWhereSqliteMovedItFrom() throws Exception {
    Random random = new Random(1);
    try (CopyStore store = new CopyFile(folder).open()) {
      for (int i = 1; i <= STEPS; i++) {
        long room = 1L + random.nextInt(ROOMS);
        long seq = 1L + random.nextInt(MESSAGES);
        String words = "said " + room + "/" + seq + ". ";
        if (random.nextBoolean()) {
          String body = words.repeat(1 + random.nextInt(150));
          store.putRow(new MessagePosted(room, seq, OMAR, body, NINE, null, null));
          there.add(words);
          gone.remove(words);
        } else {
          store.removeRows(room, seq, seq);
          store.scrub();
          if (there.remove(words)) {
            gone.add(words);
          }
        }
        if (i % COMMIT_AFTER == 0) {
          store.commit();
        }
      }
      assertEquals(List.of(), found(gone));
    }
    assertEquals(List.of(), found(gone));
    assertEquals(there.size(), found(there).size());
    try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("copy.db"));
        Statement statement = file.createStatement()) {
      assertEquals("ok", first(statement, "PRAGMA integrity_check"));
      assertEquals(Integer.toString(there.size()), first(statement, "SELECT count(*) FROM rows"));
    }
  }

  private static String first(Statement statement, String sql) throws Exception {
    try (ResultSet answer = statement.executeQuery(sql)) {
      return answer.getString(1);
    }
  }

  private List<String> found(Set<String> words) throws Exception {
    Set<String> all = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        SAID.matcher(bytes).results().map(MatchResult::group).forEach(all::add);
      }
    }
    all.retainAll(words);
    return List.copyOf(all);
  }
}
