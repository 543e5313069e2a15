package chatter.client.prefs;

/// How much of what was read is kept on this computer, for each chat.
public enum CopySize {
  /// Nothing at all.
  NOTHING(0),
  /// Up to 100 MB.
  MB_100(100_000_000L),
  /// Up to 500 MB.
  MB_500(500_000_000L),
  /// Up to 2 GB.
  GB_2(2_000_000_000L),
  /// Up to 10 GB.
  GB_10(10_000_000_000L);

  private final long bytes;

  CopySize(long bytes) {
    this.bytes = bytes;
  }

  /// The most there is to be of it.
  public long bytes() {
    return bytes;
  }
}
