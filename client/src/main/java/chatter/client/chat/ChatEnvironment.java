package chatter.client.chat;

import chatter.client.chat.composer.Drafts;
import chatter.client.ui.Texts;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Executor;

/// What the chat's view models need of the world.
///
/// @param ui runs on the JavaFX application thread
/// @param texts `Texts.of(ChatScreen.class)`
/// @param clock with the reader's time zone
/// @param locale the reader's language, for dates, times and the order of names
/// @param drafts where unsent text is kept
/// @param keeper keeps what is known of the conversations for the next start
public record ChatEnvironment(
    Executor ui,
    Texts texts,
    Clock clock,
    Locale locale,
    Drafts drafts,
    ConversationKeeper keeper) {}
