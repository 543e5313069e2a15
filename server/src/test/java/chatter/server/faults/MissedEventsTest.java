package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.figures.Figures;
import chatter.server.limit.Limit;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Live;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Reset;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How fast somebody who was away is up to date again: by replay, or by a reset and the newest
/// page.
@Tag("faults")
final class MissedEventsTest {
  private static final int MISSED = Limits.RESUME_PER_CONVERSATION;
  private static final int PAGE = 50;
  private static final Duration GOAL = Duration.ofSeconds(1);
  private static final Duration CEILING = Duration.ofSeconds(60);

  @RegisterExtension
  final TestServer server =
      TestServer.standard().without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND);

  @Test
  void aThousandMissedEventsAreReplayedAndMoreAreAResetAndAPage() {
    TestUser alice = server.signUp("alice");
    TestUser bob = server.signUp("bob");
    long last = MISSED + 100;
    alice.connect().fill((int) last, "What you missed while your laptop slept, in a line or two.");
    Latencies replays = new Latencies();
    Latencies resets = new Latencies();
    // The first few times the server's code is still cold, which a server that restarts is, too:
    // they count.
    for (int i = 0; i < Form.of(30, 200); i++) {
      replays.add(replay(bob, last));
      resets.add(reset(bob, last));
    }
    Duration replay = replays.percentile(95);
    Duration reset = resets.percentile(95);
    Figures.record(
        "1,000 missed events in one room",
        "replayed, p95 at most 1 s; a larger gap: reset, and the view right within 1 s",
        "replayed, p95 "
            + Latencies.millis(replay)
            + "; reset and newest page, slowest "
            + Latencies.millis(resets.percentile(100)),
        replay.compareTo(GOAL) <= 0 && resets.percentile(100).compareTo(GOAL) <= 0);
    assertTrue(replay.compareTo(CEILING) < 0, replay::toString);
    assertTrue(reset.compareTo(CEILING) < 0, reset::toString);
  }

  /// @return nanoseconds from opening the connection to the last of it
  private static long replay(TestUser reader, long last) {
    long begin = System.nanoTime();
    TestConnection connection = reader.resume(null, Map.of(TestConnection.LOBBY, last - MISSED));
    List<ServerEvent> events = connection.upTo(Live.class);
    long took = System.nanoTime() - begin;
    assertEquals(LongStream.rangeClosed(last - MISSED + 1, last).boxed().toList(), seqs(events));
    connection.close();
    return took;
  }

  /// @return nanoseconds from opening the connection to having the newest page
  private long reset(TestUser reader, long last) {
    long begin = System.nanoTime();
    TestConnection connection =
        reader.resume(null, Map.of(TestConnection.LOBBY, last - MISSED - 1));
    Reset reset = connection.awaits(Reset.class);
    HttpResponse<String> answer =
        server
            .http()
            .get(
                "/api/conversations/" + reset.conversation() + "/messages?limit=" + PAGE,
                reader.token());
    TestHttp.expect(200, answer);
    HistoryPage page = ApiJson.MAPPER.readValue(answer.body(), HistoryPage.class);
    List<ServerEvent> rest = connection.upTo(Live.class);
    long took = System.nanoTime() - begin;
    assertEquals(last, reset.lastSeq());
    assertEquals(last, page.upto());
    assertEquals(
        LongStream.rangeClosed(last - PAGE + 1, last).boxed().toList(), seqs(page.messages()));
    assertEquals(List.of(), seqs(rest), "replayed behind a reset");
    connection.close();
    return took;
  }

  private static List<Long> seqs(List<? extends ServerEvent> events) {
    return events.stream()
        .filter(MessagePosted.class::isInstance)
        .map(event -> ((MessagePosted) event).seq())
        .toList();
  }
}
