package chatter.client.chat.message;

import chatter.client.net.outbox.OutboxEntry;
import chatter.client.net.outbox.OutboxFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;

/// How much of each file that waits has been sent. It changes many times a second, so rows are not
/// made anew for it. JavaFX application thread only.
public final class UploadProgress {
  private final Map<String, ReadOnlyLongWrapper> sent = new HashMap<>();

  /// So many bytes of a file are on their way.
  public void told(String file, long bytes) {
    property(file).set(bytes);
  }

  /// The outbox, whole: what is not in it is forgotten.
  public void outbox(List<OutboxEntry> entries) {
    Set<String> waiting =
        entries.stream()
            .flatMap(entry -> entry.files().stream())
            .map(OutboxFile::id)
            .collect(Collectors.toSet());
    sent.keySet().retainAll(waiting);
    entries.stream()
        .flatMap(entry -> entry.files().stream())
        .filter(OutboxFile::finished)
        .forEach(file -> told(file.id(), file.bytes()));
  }

  /// How many bytes of a file are on their way or at the server.
  public ReadOnlyLongProperty of(OutboxFile file) {
    return property(file.id()).getReadOnlyProperty();
  }

  private ReadOnlyLongWrapper property(String file) {
    return sent.computeIfAbsent(file, _ -> new ReadOnlyLongWrapper());
  }
}
