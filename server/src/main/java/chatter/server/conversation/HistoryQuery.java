package chatter.server.conversation;

/// Which page of a conversation's history. Pages are found by `seq`, never by counting rows.
public sealed interface HistoryQuery {
  /// How many messages at most.
  int limit();

  /// The newest page.
  record Newest(int limit) implements HistoryQuery {}

  /// The page that ends just before a `seq`.
  record Before(long seq, int limit) implements HistoryQuery {}

  /// The page that starts just after a `seq`.
  record After(long seq, int limit) implements HistoryQuery {}

  /// The page with a `seq` in its middle.
  record Around(long seq, int limit) implements HistoryQuery {}
}
