package chatter.server.realtime;

/// A line that is held back while a connection resumes. Hub's thread only.
sealed interface HeldLine permits EntryLine, AccountLine {
  /// What it is about.
  long conversation();

  /// How far the conversation was when that happened.
  long seq();

  /// About how large it is.
  int bytes();

  /// The line for an account.
  byte[] lineFor(long account);
}
