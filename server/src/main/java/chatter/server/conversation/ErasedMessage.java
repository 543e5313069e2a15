package chatter.server.conversation;

import chatter.shared.search.SearchedMessage;
import chatter.shared.search.SearchedMessage.SearchedFile;
import java.util.List;

/// What a deletion took away, for who made something of it and must undo that. Held in memory only.
///
/// @param id the message's place among all messages
/// @param texts what it said, the oldest first
public record ErasedMessage(
    long id, long conversation, long sender, List<Text> texts, List<SearchedFile> files) {
  public ErasedMessage {
    texts = List.copyOf(texts);
    files = List.copyOf(files);
  }

  /// It as it was after an edit.
  ///
  /// @param edit the last edit that counts, by its number among all edits; later ones do not
  public SearchedMessage asOf(long edit) {
    String body = texts.getFirst().body();
    for (Text text : texts) {
      if (text.edit() <= edit) {
        body = text.body();
      }
    }
    return new SearchedMessage(id, conversation, sender, body, files);
  }

  /// About what it takes in memory, in bytes.
  public long bytes() {
    return 256
        + texts.stream().mapToLong(text -> 64 + 2L * text.body().length()).sum()
        + files.stream().mapToLong(file -> 64 + 2L * file.name().length()).sum();
  }

  /// What it said.
  ///
  /// @param edit the edit's number among all edits; 0 for what was sent
  public record Text(long edit, String body) {}
}
