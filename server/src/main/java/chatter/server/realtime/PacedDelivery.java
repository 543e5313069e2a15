package chatter.server.realtime;

import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ServerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Sends a connection more than its queue may hold, a portion after the other as it reads: what was
/// missed may be larger than what may wait. Every call blocks and belongs on a virtual thread; one
/// connection is served by one at a time.
final class PacedDelivery {
  private static final long PORTION_BYTES = 128 * 1024;
  private static final long ROOM_MILLIS = 15_000;

  private final Hub hub;

  PacedDelivery(Hub hub) {
    this.hub = hub;
  }

  /// @return whether the client kept up; if not, the connection should be closed
  boolean send(Connection to, List<? extends ServerEvent> events) throws InterruptedException {
    long most = portionBytes(to);
    List<byte[]> portion = new ArrayList<>();
    long bytes = 0;
    for (ServerEvent event : events) {
      byte[] line = Codec.encodeUtf8(event);
      if (bytes + line.length > most && !portion.isEmpty()) {
        if (!handOver(to, portion)) {
          return false;
        }
        portion = new ArrayList<>();
        bytes = 0;
      }
      portion.add(line);
      bytes += line.length;
    }
    return portion.isEmpty() || handOver(to, portion);
  }

  /// Ends a connection's resuming.
  ///
  /// @param covered per conversation the newest `seq` that the replay covered
  /// @return whether the client kept up
  boolean live(Connection to, Map<Long, Long> covered) throws InterruptedException {
    while (!hub.live(to, covered, portionBytes(to)).join()) {
      if (!to.backlog().awaitRoom(ROOM_MILLIS)) {
        return false;
      }
    }
    return true;
  }

  private boolean handOver(Connection to, List<byte[]> lines) throws InterruptedException {
    // Waiting for the hub first: only what it handed to the socket counts as waiting there.
    hub.deliver(to, lines).join();
    return to.backlog().awaitRoom(ROOM_MILLIS);
  }

  private static long portionBytes(Connection to) {
    return Math.min(PORTION_BYTES, to.backlog().roomBytes());
  }
}
