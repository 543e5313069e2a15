package chatter.client.chat.timeline;

/// Where the timeline's view is to go.
sealed interface ScrollTarget {
  /// To the newest message.
  record ToEnd() implements ScrollTarget {}

  /// To a row, with its upper edge at a share of the viewport's height from the top.
  ///
  /// @param focus whether to mark the row, because the reader asked for just that one
  record ToRow(Object key, double share, boolean focus) implements ScrollTarget {}

  /// Back to where the reader was: a row's upper edge so many pixels from the top.
  record Back(Object key, double y) implements ScrollTarget {}
}
