package chatter.client.net.http;

import chatter.shared.protocol.ServerEvent.MessagePosted;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Answer to `GET /api/search`: messages by what is in them, the newest first.
///
/// @param next asks for the following page; null if there is none. A page may hold less than was
///   asked for, even nothing, and yet have a next one
/// @param upTo before this time not all messages are found yet; null if all are
public record FoundMessages(List<Hit> hits, String next, Instant upTo) {
  public FoundMessages {
    hits = List.copyOf(hits);
  }

  /// A message that was found.
  ///
  /// @param row the message as it is now
  /// @param text what it says, without formatting, perhaps only a part of it
  /// @param marks where in `text` it was found, in order and apart; empty if only by its files, or
  ///   if no word was sought
  /// @param files those of its files whose name was found; null for none
  public record Hit(
      long conversation, MessagePosted row, String text, List<Place> marks, List<FoundFile> files) {
    public Hit {
      Objects.requireNonNull(row, "row is missing");
      Objects.requireNonNull(text, "text is missing");
      marks = List.copyOf(marks);
      files = files == null ? List.of() : List.copyOf(files);
    }
  }

  /// A file whose name was found.
  ///
  /// @param index which of the message's files, 0 for the first
  /// @param marks where in its name
  public record FoundFile(int index, List<Place> marks) {
    public FoundFile {
      marks = List.copyOf(marks);
    }
  }

  /// A stretch of a text, in UTF-16 units; on the wire an array of two numbers.
  ///
  /// @param from where it begins
  /// @param to where it has ended
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"from", "to"})
  public record Place(int from, int to) {}
}
