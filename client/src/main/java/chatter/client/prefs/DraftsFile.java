package chatter.client.prefs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one account on one server has written and not sent, per conversation. Safe for any thread.
public final class DraftsFile {
  private static final Logger LOG = LoggerFactory.getLogger(DraftsFile.class);

  private final PropertiesFile disk;
  private final Properties drafts;

  /// Reads what was kept.
  ///
  /// @param folder the account's folder, see `ClientFolder.account`
  public DraftsFile(Path folder) throws IOException {
    disk = new PropertiesFile(folder.resolve("drafts.properties"));
    drafts = disk.read(properties -> properties).orElseGet(Properties::new);
  }

  /// The text kept for a conversation; empty if none.
  public synchronized String load(long conversation) {
    return drafts.getProperty(Long.toString(conversation), "");
  }

  /// What a text answers.
  ///
  /// @param seq its number
  /// @param name who wrote it
  /// @param text its beginning
  /// @param sentAt when it was sent
  public record Reply(long seq, String name, String text, Instant sentAt) {}

  /// What the text kept for a conversation answers; nothing if it answers nothing, or if what is
  /// kept makes no sense.
  public synchronized Optional<Reply> loadReply(long conversation) {
    String key = conversation + ".reply.";
    String seq = drafts.getProperty(key + "seq", "");
    if (seq.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Reply(
              Long.parseLong(seq),
              drafts.getProperty(key + "name", ""),
              drafts.getProperty(key + "text", ""),
              Instant.parse(drafts.getProperty(key + "sentAt", ""))));
    } catch (NumberFormatException | DateTimeParseException e) {
      LOG.warn("What a draft answers makes no sense, and is forgotten ({})", e.getMessage());
      return Optional.empty();
    }
  }

  /// Keeps what a text answers; nothing is forgotten. It is on the disk when this returns.
  public synchronized void saveReply(long conversation, Optional<Reply> reply) throws IOException {
    String key = conversation + ".reply.";
    for (String part : List.of("seq", "name", "text", "sentAt")) {
      drafts.remove(key + part);
    }
    if (reply.isPresent()) {
      drafts.setProperty(key + "seq", Long.toString(reply.get().seq()));
      drafts.setProperty(key + "name", reply.get().name());
      drafts.setProperty(key + "text", reply.get().text());
      drafts.setProperty(key + "sentAt", reply.get().sentAt().toString());
    }
    disk.write(drafts);
  }

  /// Something else that was kept for a conversation; empty if nothing was.
  ///
  /// @param part what it is called
  public synchronized String loadPart(long conversation, String part) {
    return drafts.getProperty(conversation + "." + part, "");
  }

  /// Keeps something else; an empty one is forgotten. It is on the disk when this returns.
  public synchronized void savePart(long conversation, String part, String value)
      throws IOException {
    put(conversation + "." + part, value);
  }

  /// Keeps a text; an empty one is forgotten. It is on the disk when this returns.
  public synchronized void save(long conversation, String text) throws IOException {
    put(Long.toString(conversation), text);
  }

  private void put(String key, String value) throws IOException {
    if (value.equals(drafts.getProperty(key, ""))) {
      return;
    }
    if (value.isEmpty()) {
      drafts.remove(key);
    } else {
      drafts.setProperty(key, value);
    }
    disk.write(drafts);
  }
}
