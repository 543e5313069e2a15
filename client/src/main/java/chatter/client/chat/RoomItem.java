package chatter.client.chat;

/// A conversation in the sidebar.
///
/// @param preview its newest message in short, e.g. "Lena: the printer is back"; empty if not known
/// @param time when that was, in short
record RoomItem(long id, String title, String preview, String time, int unread) {}
