package chatter.server.limit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Every limit that whoever runs the server can set. 0 switches a limit off. What both sides must
/// agree on, such as the longest message, is no setting: see `chatter.shared.limits.Limits`.
public enum Limit {
  SENDS_PER_SECOND(5, "messages and edits per second and account"),
  SENDS_BURST(20, "messages and edits at once per account, before sends-per-second counts"),
  REACTIONS_PER_SECOND(
      10, "reactions, deletions and pins per second and account, five times as many at once"),
  READ_MARKS_PER_SECOND(10, "read marks per second and account, five times as many at once"),
  TYPING_PER_SECOND(5, "signs of typing per second and account, five times as many at once"),
  SYNCS_PER_SECOND(20, "syncs per second and account, five times as many at once"),
  FRAMES_PER_SECOND(20, "frames per second and connection"),
  FRAMES_BURST(60, "frames at once per connection, before frames-per-second counts"),
  CONNECTIONS_PER_ACCOUNT(10, "connections per account; one more closes the oldest"),
  CONNECTS_PER_MINUTE(120, "new connections per minute and account"),
  QUEUE_FRAMES(512, "frames waiting for a connection that reads slowly, before it is closed"),
  QUEUE_BYTES(1024 * 1024, "bytes waiting for a connection that reads slowly, before it is closed"),
  STUCK_SECONDS(
      10, "seconds in which a connection must read something of what waits, before it is closed"),
  LOGINS_PER_MINUTE(
      10,
      "wrong passwords per minute, account and address; six times as many per address or account;"
          + " a right one passes"),
  REGISTRATIONS_PER_MINUTE(60, "new accounts per minute and address, or invite there"),
  CODES_PER_MINUTE(
      20, "wrong codes of invites and for passwords per minute and address; a right one passes"),
  FILE_MEGABYTES(250, "megabytes of the largest file"),
  FILES_PER_DAY_MEGABYTES(2_000, "megabytes of files that an account sends in 24 hours"),
  FILES_PER_DAY(2_000, "files that an account sends in 24 hours"),
  FILES_MEGABYTES(0, "megabytes of all files together"),
  FREE_MEGABYTES(500, "megabytes of the disk that files leave free"),
  UPLOADS_AT_ONCE(8, "files that an account sends at the same time"),
  DOWNLOADS_AT_ONCE(32, "files that are sent to an account at the same time"),
  UPLOADS_PER_MINUTE(20, "profile pictures per minute and account"),
  CHANGES_PER_MINUTE(
      20, "changes of one's name and removals of the picture per minute and account"),
  ROOMS(10_000, "rooms on the server"),
  MEMBERS_PER_ROOM(10_000, "members of a room that was made; the first room has everybody in it"),
  ROOMS_PER_HOUR(30, "rooms made per hour and account"),
  DIRECTS_PER_HOUR(60, "direct conversations made per hour and account"),
  ROOM_CHANGES_PER_MINUTE(
      60, "changes of rooms, of who belongs to them and of their hosts per minute and account"),
  OWN_CHANGES_PER_MINUTE(120, "stars, levels and marks as unread per minute and account"),
  SEARCHES_PER_MINUTE(
      240, "searches among messages, rooms, members and people per minute and account"),
  REQUESTS_PER_SECOND(50, "HTTP API requests per second and account"),
  REQUESTS_AT_ONCE(16, "HTTP API requests of one account that are not answered yet"),
  REQUEST_SECONDS(
      30, "seconds for a request to arrive, or an answer to be read, before the rate counts"),
  REQUEST_BYTES_PER_SECOND(
      1_024, "bytes per second that must arrive or be read after request-seconds"),
  UNFINISHED_PER_ADDRESS(
      256, "requests and answers per address that are not through after ten seconds"),
  BYES_PER_SECOND(
      400, "connections that are told per second to go elsewhere, when a server with --drain ends"),
  HELLO_SECONDS(10, "seconds in which a new connection must say hello"),
  PING_AFTER_SECONDS(25, "seconds of silence after which the server pings"),
  GIVE_UP_AFTER_SECONDS(60, "seconds of silence after which the server gives up on a connection");

  private final int defaultValue;
  private final String description;

  Limit(int defaultValue, String description) {
    this.defaultValue = defaultValue;
    this.description = description;
  }

  /// As written on the command line, e.g. `sends-per-second`.
  public String limitName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The value when nobody sets it.
  public int defaultValue() {
    return defaultValue;
  }

  /// What it counts, for `--help`.
  public String description() {
    return description;
  }

  /// The limit of that name.
  public static Optional<Limit> named(String name) {
    return Arrays.stream(values()).filter(l -> l.limitName().equals(name)).findFirst();
  }
}
