package chatter.shared.search;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /// Its text, its files' names and whom it mentions, for the index.
  String indexed() {
    SearchText text = SearchText.of(body);
    return Stream.of(
            Stream.of(FoldedText.fold(text.plain())),
            files.stream().map(file -> FoldedText.fold(file.name())),
            text.mentions().stream().distinct().map(SearchTable::mention))
        .flatMap(Function.identity())
        .collect(Collectors.joining("\n"));
  }

  boolean hasPicture() {
    return files.stream().anyMatch(SearchedFile::picture);
  }

  /// A file of it.
  ///
  /// @param picture whether it is shown as one
  public record SearchedFile(String name, boolean picture) {}
}
