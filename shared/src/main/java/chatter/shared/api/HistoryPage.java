package chatter.shared.api;

import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Row;
import java.util.List;

/// Answer to `GET /api/conversations/{id}/messages`: rows in ascending `seq`, read in one snapshot.
/// There are holes in `seq` where an entry only changed another row.
///
/// @param rows messages as they stand now, and notices of members and changes
/// @param upto the newest `seq` of the conversation in the same snapshot
/// @param older whether there are rows before the first one here
/// @param newer whether there are rows after the last one here
public record HistoryPage(List<Row> rows, long upto, boolean older, boolean newer) {
  public HistoryPage {
    rows = List.copyOf(rows);
  }

  /// Those of the rows that are messages.
  public List<MessagePosted> messages() {
    return rows.stream()
        .filter(MessagePosted.class::isInstance)
        .map(MessagePosted.class::cast)
        .toList();
  }

  /// The `seq` of the first row; 0 if there is none.
  public long first() {
    return rows.isEmpty() ? 0 : rows.getFirst().seq();
  }

  /// The `seq` of the last row; 0 if there is none.
  public long last() {
    return rows.isEmpty() ? 0 : rows.getLast().seq();
  }
}
