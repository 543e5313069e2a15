package chatter.client.chat.timeline;

/// What scrolling up does, for who has no window.
public final class OlderPage {
  private OlderPage() {}

  /// Fetches the page before the loaded ones, if there is one and none is on its way.
  ///
  /// @return whether the first message is loaded
  public static boolean load(TimelineViewModel timeline) {
    timeline.loadOlder();
    return timeline.pages().isStartComplete();
  }
}
