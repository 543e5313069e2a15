package chatter.server.realtime;

import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/// How long the hub waits for whom, and how many connections one account may have. Times are in
/// nanoseconds.
///
/// @param connectionsPerAccount one more closes the oldest
/// @param helloNanos in which a new connection must say hello
/// @param pingNanos of silence after which the server pings
/// @param giveUpNanos of silence after which the server gives up
/// @param stuckNanos in which something of what waits for a connection must leave
/// @param clock for when people were here last
public record HubSettings(
    int connectionsPerAccount,
    long helloNanos,
    long pingNanos,
    long giveUpNanos,
    long stuckNanos,
    Clock clock) {
  /// As configured.
  public static HubSettings of(LimitSettings limits, Clock clock) {
    return new HubSettings(
        limits.bound(Limit.CONNECTIONS_PER_ACCOUNT),
        nanos(limits, Limit.HELLO_SECONDS),
        nanos(limits, Limit.PING_AFTER_SECONDS),
        nanos(limits, Limit.GIVE_UP_AFTER_SECONDS),
        nanos(limits, Limit.STUCK_SECONDS),
        clock);
  }

  private static long nanos(LimitSettings limits, Limit limit) {
    int seconds = limits.value(limit);
    return seconds == 0 ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(seconds);
  }
}
