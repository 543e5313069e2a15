package chatter.client.chat.text;

/// How much a stranger's text may still cost to draw, counted in nodes. What comes when nothing is
/// left is drawn as plain letters.
final class DrawingBudget {
  /// In a text that people write, there are some dozens.
  private static final int MOST = 300;

  private int left = MOST;

  /// Takes so many.
  ///
  /// @return whether there were as many left
  boolean take(int nodes) {
    if (nodes > left) {
      left = 0;
      return false;
    }
    left -= nodes;
    return true;
  }
}
