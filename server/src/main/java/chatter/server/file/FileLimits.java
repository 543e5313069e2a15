package chatter.server.file;

import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;

/// How much files may take, in bytes.
///
/// @param perFile the largest one
/// @param perDay of one account within 24 hours, as announced
/// @param filesPerDay how many of them
/// @param inAll of all contents together, each counted once
/// @param free so much of the disk stays for the database and everything else
/// @param atOnce uploads of one account that are sent at the same time
public record FileLimits(
    long perFile, long perDay, long filesPerDay, long inAll, long free, int atOnce) {
  private static final long MEGABYTE = 1_000_000;

  /// As they were set.
  public static FileLimits of(LimitSettings limits) {
    return new FileLimits(
        bytes(limits, Limit.FILE_MEGABYTES),
        bytes(limits, Limit.FILES_PER_DAY_MEGABYTES),
        limits.bound(Limit.FILES_PER_DAY),
        bytes(limits, Limit.FILES_MEGABYTES),
        limits.value(Limit.FREE_MEGABYTES) * MEGABYTE,
        limits.bound(Limit.UPLOADS_AT_ONCE));
  }

  /// The same, where no file can be larger than that.
  public FileLimits atMost(long bytes) {
    return new FileLimits(Math.min(perFile, bytes), perDay, filesPerDay, inAll, free, atOnce);
  }

  private static long bytes(LimitSettings limits, Limit limit) {
    int value = limits.value(limit);
    return value == 0 ? Long.MAX_VALUE : value * MEGABYTE;
  }
}
