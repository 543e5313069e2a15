package chatter.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.faults.Form;
import chatter.server.figures.Figures;
import chatter.server.limit.Limit;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Made-up frames from many connections of several accounts. Run the same again with
/// `-Dchatter.seed=`.
@Tag("faults")
final class FuzzedFramesTest {
  private static final int WORKERS = 4;
  private static final long FAIR_BYTES = 5 * 1024 * 1024;

  /// What the server may close with when commands are wrong: too many of them, or another version.
  private static final Set<Integer> FOR_COMMANDS = Set.of(4503, 4502);

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.standard()
          .with(config -> config.withLimit(Limit.CONNECTS_PER_MINUTE, 0))
          .with(config -> config.withLimit(Limit.FRAMES_PER_SECOND, 0))
          .with(config -> config.withLimit(Limit.SENDS_PER_SECOND, 0))
          .with(config -> config.withLimit(Limit.REQUESTS_PER_SECOND, 0))
          .with(config -> config.withLimit(Limit.CONNECTIONS_PER_ACCOUNT, 0))
          .with(config -> config.withLimit(Limit.QUEUE_FRAMES, 0))
          .with(config -> config.withLimit(Limit.QUEUE_BYTES, 0));

  private final long seed = Long.getLong("chatter.seed", System.nanoTime());
  private final Map<Integer, Integer> codes = new ConcurrentHashMap<>();

  @Test
  void noFrameHurtsTheServerOrANeighbour() throws Exception {
    int frames = Form.of(5_000, 100_000);
    System.out.println("chatter.seed=" + seed);
    long grown;
    try (ServerLog log = ServerLog.caught();
        FuzzedPeer witness =
            new FuzzedPeer(SERVER, SERVER.signUp("witness").token(), true, new HashMap<>())) {
      List<TestUser> people = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        people.add(SERVER.signUp("peer" + i));
      }
      round(people, seed, frames / 5, witness);
      long before = Heap.usedBytes();
      round(people, seed + WORKERS, frames, witness);
      grown = Heap.usedBytes() - before;
      log.holdsNoTrouble();
    }
    String measured =
        "%,d frames, heap %+.1f MB, codes %s, seed %d"
            .formatted(frames, grown / 1e6, new TreeMap<>(codes), seed);
    Figures.record("fuzzer", "100,000 frames, heap within 5 MB", measured, grown < FAIR_BYTES);
    assertTrue(grown < FAIR_BYTES, () -> grown + " bytes more than before");
  }

  private void round(List<TestUser> people, long from, int frames, FuzzedPeer witness)
      throws Exception {
    List<Map<String, Long>> acked = new ArrayList<>();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < people.size(); i++) {
        Map<String, Long> mine = new ConcurrentHashMap<>();
        acked.add(mine);
        TestUser person = people.get(i);
        Fuzz fuzz = new Fuzz(from + i);
        running.add(workers.submit(() -> work(person, fuzz, frames / people.size(), mine)));
      }
      while (running.stream().anyMatch(worker -> !worker.isDone())) {
        witness.settle();
        Thread.sleep(20);
      }
    }
    for (Future<?> worker : running) {
      worker.get();
    }
    witness.settle();
    SERVER.awaitConnections(1);
    for (int i = 0; i < people.size(); i++) {
      isInHistoryOnce(people.get(i), acked.get(i));
    }
    // How many there are beyond that is the seed's luck.
    assertTrue(acked.stream().noneMatch(Map::isEmpty), "somebody's messages were never acked");
  }

  private void work(TestUser person, Fuzz fuzz, int frames, Map<String, Long> acked) {
    int left = frames - goodPeer(person, fuzz, 20, acked);
    while (left > 0) {
      left -=
          switch (fuzz.below(4)) {
            case 0 -> goodPeer(person, fuzz, Math.min(left, 1 + fuzz.below(200)), acked);
            case 1 -> confusedPeer(person, fuzz, Math.min(left, 1 + fuzz.below(200)), acked);
            default -> brokenPeer(person, fuzz, Math.min(left, 1 + fuzz.below(50)), acked);
          };
    }
  }

  /// Sends nothing wrong, and must be answered to the end.
  private int goodPeer(TestUser person, Fuzz fuzz, int frames, Map<String, Long> acked) {
    try (FuzzedPeer peer = new FuzzedPeer(SERVER, person.token(), true, acked)) {
      for (int i = 0; i < frames; i++) {
        peer.send(fuzz.framed(fuzz.command()));
      }
      UUID last = fuzz.uuid();
      peer.settle(fuzz.framed(fuzz.message(last)), last.toString());
      peer.send(RawFrame.close(1000).bytes());
      closed(peer.closedWith(), Set.of(1000));
    }
    return frames;
  }

  /// Sends right frames of wrong commands.
  private int confusedPeer(TestUser person, Fuzz fuzz, int frames, Map<String, Long> acked) {
    int sent = 0;
    try (FuzzedPeer peer = new FuzzedPeer(SERVER, person.token(), fuzz.below(5) > 0, acked)) {
      boolean open = true;
      for (; sent < frames && open; sent++) {
        open = peer.send(fuzz.framed(fuzz.below(3) == 0 ? fuzz.command() : fuzz.almostCommand()));
      }
      int code = peer.finish();
      if (code != RawWebSocket.NO_FRAME) {
        closed(code, FOR_COMMANDS);
      }
    }
    return sent;
  }

  /// Sends wrong frames too, and leaves in any way.
  private int brokenPeer(TestUser person, Fuzz fuzz, int frames, Map<String, Long> acked) {
    int sent = 0;
    try (FuzzedPeer peer = new FuzzedPeer(SERVER, person.token(), fuzz.below(5) > 0, acked)) {
      boolean open = true;
      for (; sent < frames && open; sent++) {
        open = peer.send(fuzz.below(10) > 0 ? fuzz.framed(fuzz.command()) : fuzz.almostFrame());
      }
      if (fuzz.below(3) == 0) {
        peer.reset();
      } else {
        int code = peer.finish();
        codes.merge(code, 1, Integer::sum);
        assertTrue(mayCloseABrokenPeer(code), () -> "closed with " + code);
      }
    }
    return sent;
  }

  private void closed(int code, Set<Integer> allowed) {
    codes.merge(code, 1, Integer::sum);
    assertTrue(allowed.contains(code), () -> "closed with " + code);
  }

  /// 1002, 1007 and 1009 are the server's own; any other that a peer may send (RFC 6455, 7.4) can
  /// be the answer to a close that came out of the noise. 1011 would be the server's own failure.
  private static boolean mayCloseABrokenPeer(int code) {
    return code == RawWebSocket.NO_CODE
        || code == RawWebSocket.NO_FRAME
        || (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014 && code != Fuzz.SERVER_FAILED)
        || (code >= 3000 && code <= 4999);
  }

  private static void isInHistoryOnce(TestUser person, Map<String, Long> acked) {
    Map<String, Long> stored = new HashMap<>();
    long seq = 0;
    HistoryPage page;
    do {
      page =
          ApiJson.MAPPER.readValue(
              SERVER
                  .http()
                  .get("/api/conversations/1/messages?limit=100&after=" + seq, person.token())
                  .body(),
              HistoryPage.class);
      for (MessagePosted message : page.messages()) {
        assertEquals(++seq, message.seq());
        if (message.commandId() != null) {
          Long twice = stored.put(message.commandId(), message.seq());
          assertNull(twice, "stored twice");
        }
      }
    } while (page.newer());
    acked.forEach((id, at) -> assertEquals(at, stored.get(id.toLowerCase(Locale.ROOT)), id));
  }
}
