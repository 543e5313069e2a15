package chatter.shared.search;

import java.util.List;
import java.util.stream.Collectors;

/// What of a message is searched.
///
/// @param id its place among all messages of a server, ascending as they were stored
/// @param body as it is now
/// @param files in their order
public record SearchedMessage(
    long id, long conversation, long sender, String body, List<SearchedFile> files) {
  public SearchedMessage {
    files = List.copyOf(files);
  }

  /// Its text and its files' names, folded.
  String folded() {
    String text = FoldedText.fold(SearchText.of(body).plain());
    return files.isEmpty()
        ? text
        : files.stream()
            .map(file -> FoldedText.fold(file.name()))
            .collect(Collectors.joining("\n", text + "\n", ""));
  }

  boolean hasPicture() {
    return files.stream().anyMatch(SearchedFile::picture);
  }

  /// A file of it.
  ///
  /// @param picture whether it is shown as one
  public record SearchedFile(String name, boolean picture) {}
}
