package chatter.shared.api;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.FileInfo;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// What one message has of the kind that was asked for.
///
/// @param seq the message
/// @param files those of the kind, in the order of the message; null if links were asked for
/// @param links in the order of the text, each address once; null if files were asked for
public record SharedItem(
    long seq,
    AccountInfo sender,
    Instant sentAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<FileInfo> files,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<SharedLink> links) {
  public SharedItem {
    Objects.requireNonNull(sender, "sender is missing");
    Objects.requireNonNull(sentAt, "sentAt is missing");
    files = files == null ? null : List.copyOf(files);
    links = links == null ? null : List.copyOf(links);
  }
}
