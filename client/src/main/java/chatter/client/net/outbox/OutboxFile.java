package chatter.client.net.outbox;

import java.util.Objects;

/// A file that goes with a message of the outbox, or is chosen for one that is being written. A
/// copy of it is on the disk, beside the outbox, so that it can be sent when the original is gone.
///
/// @param id what its copy is called; means nothing to the server
/// @param name what its sender calls it
/// @param bytes its length
/// @param width of a picture, in pixels; null for everything else, and where that is not known
/// @param height the same
/// @param upload its id at the server; null before it was announced there
/// @param finished whether the server has all of it
public record OutboxFile(
    String id,
    String name,
    long bytes,
    Integer width,
    Integer height,
    String upload,
    boolean finished) {
  public OutboxFile {
    Objects.requireNonNull(id, "id is missing");
    Objects.requireNonNull(name, "name is missing");
  }

  /// One of which the server knows nothing.
  OutboxFile(String id, String name, long bytes) {
    this(id, name, bytes, null, null, null, false);
  }

  /// The same as a picture of that size.
  public OutboxFile sized(int wide, int high) {
    return new OutboxFile(id, name, bytes, wide, high, upload, finished);
  }

  /// The same after it was announced; null makes it unknown to the server.
  OutboxFile announced(String uploadId) {
    return new OutboxFile(id, name, bytes, width, height, uploadId, false);
  }

  /// The same when all of it has arrived.
  OutboxFile arrived() {
    return new OutboxFile(id, name, bytes, width, height, upload, true);
  }
}
