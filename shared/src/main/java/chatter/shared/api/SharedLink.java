package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/// A link in the text of a message.
///
/// @param url where it leads, in ASCII: `http:`, `https:` or `mailto:`
/// @param text the words that stand for it, in one line; null if it is the address that is shown.
///   Words say nothing of where a link leads: the host is to be shown beside them
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SharedLink(String url, String text) {
  public SharedLink {
    Objects.requireNonNull(url, "url is missing");
  }
}
