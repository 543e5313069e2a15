package chatter.client.chat.sidebar;

/// A conversation as a list of many shows it.
///
/// @param preview its newest message in short, e.g. "Lena: the printer is back"; empty if not known
/// @param time when that was, in short
/// @param unread how many messages there is a point in telling of
/// @param open whether it is the one being shown
public record ConversationSummary(
    long id, String title, String preview, String time, int unread, boolean open) {}
