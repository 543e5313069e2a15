package chatter.server.conversation;

/// Where a message is.
public record MessagePlace(long conversation, long seq) {}
