package chatter.server.limit;

/// How much memory may be taken by what others let wait: with less memory less waits, and what is
/// left is enough for the server itself.
public final class HeapShare {
  private static final int PART = 8;

  private HeapShare() {}

  /// Bytes that one kind of waiting may take in all.
  public static long bytes() {
    return Runtime.getRuntime().maxMemory() / PART;
  }
}
