package chatter.client.chat;

/// A conversation that is being shown.
record OpenConversation(
    long id, String title, TimelineViewModel timeline, ComposerViewModel composer) {}
