package chatter.server.realtime;

/// What is told to one account alone, in order with what happens in a conversation. Hub's thread
/// only.
final class AccountLine implements HeldLine {
  /// What happened to the account.
  enum Kind {
    /// It belongs to the conversation.
    ADDED,
    /// It does not any more.
    REMOVED,
    /// What is its own about the conversation changed.
    MINE,
    /// What it has said about notifications changed, which is about no conversation.
    NOTIFICATIONS
  }

  private final Kind kind;
  private final long conversation;
  private final long seq;
  private final byte[] utf8;

  /// @param seq the newest of the conversation in the transaction in which it happened
  AccountLine(Kind kind, long conversation, long seq, byte[] utf8) {
    this.kind = kind;
    this.conversation = conversation;
    this.seq = seq;
    this.utf8 = utf8;
  }

  Kind kind() {
    return kind;
  }

  @Override
  public long conversation() {
    return conversation;
  }

  @Override
  public long seq() {
    return seq;
  }

  @Override
  public int bytes() {
    return utf8.length;
  }

  @Override
  public byte[] lineFor(long account) {
    return utf8;
  }
}
