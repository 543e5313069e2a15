package chatter.client.login;

import chatter.client.prefs.KnownServer;
import java.util.List;
import java.util.Optional;

/// How the sign-in card comes up.
///
/// @param known the chats this computer knows, the one used last first
/// @param at the chat to sign in to, if it is one of those
/// @param typed an address or invite that is looked for at once; or empty
/// @param notice why the person is here, or empty
/// @param offerHosting whether hosting a chat here is worth offering
public record LoginStart(
    List<KnownServer> known,
    Optional<KnownServer> at,
    String typed,
    String notice,
    boolean offerHosting) {}
