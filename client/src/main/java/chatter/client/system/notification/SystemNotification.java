package chatter.client.system.notification;

/// What the computer is to show. Of each conversation there is at most one: a new one takes the
/// place of the one before.
///
/// @param conversation the one it is about
/// @param seq the message to show when it is opened
/// @param title the words above, plain
/// @param body the words below, plain
/// @param mayReply whether a reply may be written into it, where the computer offers that
public record SystemNotification(
    long conversation, long seq, String title, String body, boolean mayReply) {}
