package chatter.client.system.notification;

/// That of a computer that shows none.
record NoBadge() implements UnreadBadge {
  @Override
  public void setUnread(int unread) {
    // There is no place to show it.
  }

  @Override
  public void setUrgent(boolean urgent) {
    // There is nothing that could call somebody.
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
