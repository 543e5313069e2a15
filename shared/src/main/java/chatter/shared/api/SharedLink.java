package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/// A link in the text of a message.
///
/// @param url where it leads, in ASCII: `http:`, `https:` or `mailto:`
/// @param text the words that stand for it, in one line; null if they say it plainly. They may name
///   another address than the one it leads to: its host is to be shown beside them
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SharedLink(String url, String text) {
  public SharedLink {
    Objects.requireNonNull(url, "url is missing");
  }
}
