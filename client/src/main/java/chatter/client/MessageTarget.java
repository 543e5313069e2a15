package chatter.client;

import chatter.client.chat.message.MessageLink;
import chatter.client.net.http.ServerAddress;
import chatter.client.prefs.KnownServer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A message in one of the chats, as the system hands it over: its address with `chatter:` in place
/// of the scheme, e.g. `chatter://example.org/#/c/3/42`.
///
/// @param at where the chat is; whether with TLS the link does not say
record MessageTarget(ServerAddress at, MessageLink message) {
  private static final Pattern LINK =
      Pattern.compile("chatter:(?://)?([^#?/][^#?]*?)/?(#.*)", Pattern.CASE_INSENSITIVE);

  private static final int LONGEST = 4_096;

  /// Reads a link.
  ///
  /// @return empty if it is none to a message, as that of an invite
  static Optional<MessageTarget> parse(String link) {
    Matcher parts = LINK.matcher(link);
    if (link.length() > LONGEST || !parts.matches()) {
      return Optional.empty();
    }
    return MessageLink.ofFragment(parts.group(2))
        .flatMap(message ->
            ServerAddress.parse("https://" + parts.group(1))
                .map(at -> new MessageTarget(at, message)));
  }

  /// Whether that chat is a known one.
  boolean isAt(KnownServer server) {
    return server.addresses().stream()
        .flatMap(address -> ServerAddress.parse(address).stream())
        .anyMatch(at::isSamePlace);
  }
}
