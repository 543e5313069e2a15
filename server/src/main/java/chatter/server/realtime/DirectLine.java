package chatter.server.realtime;

/// An encoded event for one connection.
final class DirectLine {
  private final Connection to;
  private final byte[] utf8;

  DirectLine(Connection to, byte[] utf8) {
    this.to = to;
    this.utf8 = utf8;
  }

  Connection to() {
    return to;
  }

  byte[] utf8() {
    return utf8;
  }
}
