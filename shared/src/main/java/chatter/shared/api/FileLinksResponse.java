package chatter.shared.api;

import java.util.List;

/// Answer to `POST /api/files/links`.
///
/// @param links those that the caller may read, in the order in which they were asked for
public record FileLinksResponse(List<FileLink> links) {
  public FileLinksResponse {
    links = List.copyOf(links);
  }
}
