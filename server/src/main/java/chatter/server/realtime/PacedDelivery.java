package chatter.server.realtime;

import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ServerEvent.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/// Sends a connection more than its queue may hold, a portion after the other as it reads: what was
/// missed may be larger than what may wait. Every call blocks and belongs on a virtual thread; one
/// connection is served by one at a time.
///
/// Nothing of what is still to come is kept while the client reads: a portion is read from the
/// database when there is room for it, and what did not fit into it is read again with the next.
final class PacedDelivery {
  private static final long PORTION_BYTES = 128 * 1024;
  private static final long ROOM_MILLIS = 15_000;

  /// How many pages are read and handed over at the same time.
  private static final int TURNS = 16;

  private final Hub hub;
  private final Semaphore turns = new Semaphore(TURNS, true);

  PacedDelivery(Hub hub) {
    this.hub = hub;
  }

  /// Waits until the client has read most of what was sent to it.
  ///
  /// @return whether the client kept up; if not, the connection should be closed
  boolean awaitRoom(Connection to) throws InterruptedException {
    return to.sendQueue().awaitRoom(ROOM_MILLIS);
  }

  /// Does something that has much in memory for a moment, as reading a page and handing it over;
  /// not too many do at the same time, and none of them waits for a client.
  <T> T inTurn(Callable<T> work) throws InterruptedException {
    turns.acquire();
    try {
      return work.call();
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      turns.release();
    }
  }

  /// The first of some entries, as many as may be handed over at once, and one at least.
  static Portion portion(Connection to, List<Entry> entries) {
    long most = portionBytes(to);
    List<byte[]> lines = new ArrayList<>();
    long bytes = 0;
    long upto = 0;
    for (Entry entry : entries) {
      byte[] line = Codec.encodeUtf8(entry);
      bytes += line.length;
      if (bytes > most && !lines.isEmpty()) {
        break;
      }
      lines.add(line);
      upto = entry.seq();
    }
    return new Portion(lines, upto);
  }

  /// Hands lines of a conversation over. Waits for the hub: only what it gave to the socket counts
  /// as waiting there.
  ///
  /// @param upto the newest `seq` among them; 0 if there is none
  /// @return false if the account does not belong to the conversation any more; then nothing was
  boolean handOver(Connection to, long conversation, long upto, List<byte[]> lines) {
    return hub.deliver(to, conversation, upto, lines).join();
  }

  /// Hands lines of a replay over, in the same way.
  ///
  /// @param upto the newest `seq` of the conversation in the snapshot that is replayed
  /// @return false if the account was removed from the conversation after that; then nothing was
  boolean replay(Connection to, long conversation, long upto, List<byte[]> lines) {
    return hub.replay(to, conversation, upto, lines).join();
  }

  /// Ends a connection's resuming.
  ///
  /// @param first what it gets before all that was held back
  /// @param covered per conversation the newest `seq` that the replay covered
  /// @return whether the client kept up
  boolean live(Connection to, List<byte[]> first, Map<Long, Long> covered)
      throws InterruptedException {
    List<byte[]> before = first;
    while (!hub.live(to, before, covered, portionBytes(to)).join()) {
      before = List.of();
      if (!to.sendQueue().awaitRoom(ROOM_MILLIS)) {
        return false;
      }
    }
    return true;
  }

  private static long portionBytes(Connection to) {
    return Math.min(PORTION_BYTES, to.sendQueue().roomBytes());
  }

  /// Some entries of a page.
  ///
  /// @param lines may be added to
  /// @param upto the `seq` of the last of them; 0 if there are none
  record Portion(List<byte[]> lines, long upto) {}
}
