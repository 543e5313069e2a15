package chatter.client.chat.list;

/// What an `AnchoredList` needs to know about its rows.
public interface ListRow {
  /// Names the row for as long as it exists, whatever else about it changes; unique in its list.
  Object key();

  /// Which cells can show it: cells are reused among rows of one kind.
  Object kind();

  /// Whether it is content that stays where it is. Lines between contents come and go, and are no
  /// hold for the eye.
  boolean content();

  /// Whether it came while the list was being shown, as opposed to being fetched from the past.
  boolean live();
}
