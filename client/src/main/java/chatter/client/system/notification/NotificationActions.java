package chatter.client.system.notification;

/// What somebody did with a notification. Called on a thread of the notifications' own.
public interface NotificationActions {
  /// It was pressed, to see the message.
  void open(long conversation, long seq);

  /// A reply was written into it. It may be gone by now.
  void reply(long conversation, String text);

  /// All up to its message counts as read.
  void markRead(long conversation, long seq);

  /// It is not there any more: somebody took it away, or its time was over.
  void closed(long conversation, long seq);
}
