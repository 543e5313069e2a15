package chatter.client.chat.composer;

import chatter.client.net.outbox.OutboxFile;
import java.io.InputStream;
import java.util.concurrent.Callable;

/// A file that was chosen for the message that is being written.
public final class ChosenFile {
  /// Where it comes from.
  ///
  /// @param name what it is called
  /// @param bytes its length; less than 0 if that is not known before it is read
  /// @param folder whether it is none, but a folder
  /// @param open opens it, on another thread
  public record Source(String name, long bytes, boolean folder, Callable<InputStream> open) {}

  private final Source source;
  private OutboxFile kept;

  ChosenFile(Source source) {
    this.source = source;
  }

  void keptAs(OutboxFile copy) {
    kept = copy;
  }

  /// What it is called.
  public String name() {
    return source.name();
  }

  /// Its length; less than 0 before that is known.
  public long bytes() {
    return kept == null ? source.bytes() : kept.bytes();
  }

  /// The copy from which it is sent; null before it was copied.
  public OutboxFile kept() {
    return kept;
  }
}
