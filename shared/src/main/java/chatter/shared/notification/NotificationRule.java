package chatter.shared.notification;

import chatter.shared.protocol.Level;
import chatter.shared.text.Mentions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is brought to somebody's notice by a notification. The page does the same
/// (`notification-rule.js`), by `notifications.json`.
public final class NotificationRule {
  /// Whoever touched nothing for so long is not there, though the window has the focus.
  public static final Duration ABSENT = Duration.ofMinutes(2);

  private NotificationRule() {}

  /// What to do about something new.
  public enum Answer {
    /// Nothing.
    NONE,
    /// A notification.
    RING,
    /// It came while the connection was away: one notification in the end tells of all of those.
    SUMMARIZE
  }

  /// Something new in a conversation.
  ///
  /// @param seq its place in the log
  /// @param actor who did it
  /// @param edit whether it is an edit of a message, and not a message
  /// @param mentions whom it mentions, as an edit for the first time; 0 for everybody
  /// @param text what it says, without formatting; empty if it was deleted since
  /// @param deleted whether it was deleted since
  public record News(
      long seq, long actor, boolean edit, List<Long> mentions, String text, boolean deleted) {}

  /// Where it is new.
  ///
  /// @param direct whether the conversation is one of a fixed set of people
  /// @param members how many people it has
  public record Place(boolean direct, int members, Level level) {}

  /// For whom it is new.
  ///
  /// @param account who it is
  /// @param readSeq up to where they have read it, on any device
  /// @param attends whether they can see it as it comes: the conversation is on the screen, its
  ///   window has the focus, and somebody touched something within `ABSENT`
  public record Reader(
      long account, long readSeq, boolean attends, NotificationSettings settings) {}

  /// Whether something new rings.
  ///
  /// @param live whether it happened just now; false for what was missed and is caught up with
  /// @param now the time
  public static Answer of(News news, Place place, Reader reader, boolean live, Instant now) {
    if (news.actor() == reader.account()
        || news.deleted()
        || news.seq() <= reader.readSeq()
        || place.level() == Level.NOTHING
        || reader.settings().doNotDisturb().holds(now)
        || reader.attends()
        || !concerns(news, place, reader)) {
      return Answer.NONE;
    }
    return live ? Answer.RING : Answer.SUMMARIZE;
  }

  private static boolean concerns(News news, Place place, Reader reader) {
    if (news.mentions().contains(reader.account()) || news.mentions().contains(Mentions.ALL)) {
      return true;
    }
    if (news.edit()) {
      return false;
    }
    boolean everything =
        switch (place.level()) {
          case ALL -> true;
          case AUTO -> place.direct() || place.members() <= Level.AUTO_PEOPLE;
          case MENTIONS, NOTHING -> false;
        };
    return everything || WatchedWords.in(news.text(), reader.settings().words());
  }
}
