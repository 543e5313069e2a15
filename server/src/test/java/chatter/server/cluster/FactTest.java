package chatter.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.cluster.Fact.AccountNews;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessageDeleted;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.MineChanged;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What one server writes is what another reads.
final class FactTest {
  private static final AccountInfo ALICE = new AccountInfo(7, "alice", null, null, null);
  private static final Instant AT = Instant.parse("2026-11-28T12:00:00.123Z");

  static Stream<Fact> facts() {
    return Stream.of(
        new Fact.Stored(
            new MessagePosted(
                3,
                42,
                ALICE,
                "line\nline \u2028 E 5 世界",
                AT,
                41L,
                UUID.randomUUID().toString(),
                List.of(9L),
                null,
                null,
                null,
                null,
                List.of())),
        new Fact.Stored(new MessageDeleted(3, 43, ALICE, AT, 42)),
        new Fact.ReadMoved(new ServerEvent.ReadMoved(3, 7, 42)),
        new Fact.Left(3, 7, 44),
        new Fact.MineChanged(
            7, new MineChanged(3, true, Level.MENTIONS, 42, 1, 0, Boolean.TRUE), 44),
        new Fact.NotificationsChanged(7, NotificationSettings.USUAL),
        new Fact.SessionsEnded(List.of(1L, 5L, 1L << 40)),
        new Fact.AccountTold(AccountNews.DISABLED, 7),
        new Fact.SettingsChanged());
  }

  @ParameterizedTest
  @MethodSource("facts")
  void whatIsWrittenIsRead(Fact fact) {
    String line = fact.line();
    assertFalse(line.contains("\n"), "one line");
    assertEquals(Optional.of(fact), Fact.read(line));
  }

  @Test
  void whatANewerServerSaysIsLeftOut() {
    assertTrue(Fact.read("Z whatever it is").isEmpty());
    assertTrue(Fact.read("E {\"type\":\"somethingNew\",\"seq\":1}").isEmpty());
    assertTrue(Fact.read("A PROMOTED 7").isEmpty());
  }
}
