package chatter.client.login;

import chatter.client.net.discovery.ServerFinder.Found;
import chatter.client.prefs.KnownServer;
import chatter.shared.api.LoginResponse;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Where it goes from the sign-in card.
///
/// @param signedIn gets the server that was signed in to, and the login
/// @param known gets a chat in which somebody is signed in already
public record LoginCallbacks(
    BiConsumer<Found, LoginResponse> signedIn, Consumer<KnownServer> known) {}
