package chatter.client.chat;

import java.time.Clock;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.Executor;

/// What the chat's view models need of the world.
///
/// @param ui runs on the JavaFX application thread
/// @param texts the bundle `chatter.client.chat.chat`
/// @param clock with the reader's time zone
/// @param locale the reader's language, for dates, times and the order of names
/// @param drafts where unsent text is kept
public record Surroundings(
    Executor ui, ResourceBundle texts, Clock clock, Locale locale, Drafts drafts) {}
