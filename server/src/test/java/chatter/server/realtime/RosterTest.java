package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.ServerEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Who is named where the number of people goes over what is named, and back.
final class RosterTest {
  private final Presence presence = new Presence(people(1, 199));

  @Test
  void everybodyIsNamedAgainWhenThereAreFewEnoughAgain() {
    for (long id = 200; id <= 204; id++) {
      presence.created(account(id));
    }
    assertEquals(List.of(), presence.full().accounts());
    for (long id = 1; id <= 4; id++) {
      presence.removed(id);
    }
    assertEquals(LongStream.rangeClosed(5, 204).boxed().collect(Collectors.toSet()), named());
  }

  @Test
  void whoWasPutOutBeforeTheyWereHeardOfIsCountedOnce() {
    presence.created(account(200));
    presence.created(account(200));
    presence.removed(300);
    assertEquals(200, presence.people());
    assertEquals(200, named().size());
  }

  @Test
  void whatIsWrittenOnceFollowsEveryChange() {
    mustBeWrittenAsItIs();
    presence.connected(7);
    mustBeWrittenAsItIs();
    presence.renamed(new AccountInfo(8, "another", null, null));
    mustBeWrittenAsItIs();
    presence.disconnected(7, 0, Instant.EPOCH);
    presence.left(Long.MAX_VALUE);
    mustBeWrittenAsItIs();
    presence.removed(8);
    mustBeWrittenAsItIs();
    presence.created(account(8));
    mustBeWrittenAsItIs();
    presence.created(account(200));
    presence.created(account(201));
    mustBeWrittenAsItIs();
  }

  private void mustBeWrittenAsItIs() {
    List<Long> some = List.of(8L, 7L, 999L);
    assertEquals(List.of(presence.full()), read(presence.fullLine()));
    assertEquals(List.of(presence.of(true, some)), read(presence.line(true, some)));
  }

  private static List<ServerEvent> read(byte[] line) {
    return Codec.decodeEvents(new String(line, StandardCharsets.UTF_8));
  }

  private Set<Long> named() {
    return presence.full().accounts().stream().map(PresenceInfo::id).collect(Collectors.toSet());
  }

  private static List<PresenceInfo> people(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(
            id -> new PresenceInfo(id, "person " + id, null, PresenceInfo.State.OFFLINE, null))
        .toList();
  }

  private static AccountInfo account(long id) {
    return new AccountInfo(id, "person " + id, null, null);
  }
}
