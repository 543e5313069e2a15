package chatter.client.chat.message;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The address of a message: that of the chat's page, and behind its `#` which message. The page
/// reads and makes the same, by `message-links.json`.
///
/// @param conversation where it is
/// @param seq its number there
public record MessageLink(long conversation, long seq) {
  private static final Pattern LINK = Pattern.compile("#/c/([1-9][0-9]{0,14})/([1-9][0-9]{0,14})");

  /// The message that an address leads to in a chat.
  ///
  /// @param page the address of the chat's page, without a slash at the end
  /// @return empty if it leads elsewhere
  public static Optional<MessageLink> read(String page, String address) {
    if (!address.startsWith(page)) {
      return Optional.empty();
    }
    String below = address.substring(page.length());
    return ofFragment(below.startsWith("/") ? below.substring(1) : below);
  }

  /// What stands behind such an address.
  ///
  /// @param fragment with its `#`
  public static Optional<MessageLink> ofFragment(String fragment) {
    Matcher found = LINK.matcher(fragment);
    return found.matches()
        ? Optional.of(
            new MessageLink(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))))
        : Optional.empty();
  }

  /// Its address in a chat.
  ///
  /// @param page the address of the chat's page, without a slash at the end
  public String address(String page) {
    return page + "/#/c/" + conversation + "/" + seq;
  }
}
