package chatter.server.file;

import chatter.server.file.FileRefusedException.Reason;
import chatter.server.store.DiskErrors;
import chatter.server.store.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// One request that goes on with an upload, which is the only one at a time: another takes its
/// place. Any thread, one after the other; each call may wait for the disk.
public final class Appending implements AutoCloseable {
  /// How often one looks whether the disk has room.
  private static final long LOOK_BYTES = 8 << 20;

  private final Upload upload;
  private final ArrivingFiles.Arriving file;
  private final LongSupplier room;
  private final LongConsumer written;
  private final Consumer<Appending> closed;
  private final RunningHash hash;
  private long offset;
  private long lookAt;
  private boolean over;
  private boolean taken;

  /// @param file goes on with it
  /// @param room how many bytes may still be written to the disk
  /// @param written is told how many were
  /// @param hash goes on if it has seen all that is there
  /// @param closed is told once, when it is over
  Appending(
      Upload upload,
      ArrivingFiles.Arriving file,
      LongSupplier room,
      LongConsumer written,
      RunningHash hash,
      Consumer<Appending> closed) {
    this.upload = upload;
    this.file = file;
    this.room = room;
    this.written = written;
    this.closed = closed;
    this.hash = hash;
    this.offset = file.size();
    this.lookAt = offset;
  }

  /// What is being sent.
  public Upload upload() {
    return upload;
  }

  /// How many bytes are there.
  public synchronized long offset() {
    return offset;
  }

  /// Whether all of it is there.
  public synchronized boolean isWhole() {
    return offset == upload.length();
  }

  /// Writes all of the bytes.
  ///
  /// @throws FileRefusedException if there are more than were announced, none of which is kept; if
  ///   there is no room, and what was written before stays; or if another took its place
  public synchronized void write(ByteBuffer bytes) {
    if (taken) {
      throw new FileRefusedException(Reason.TAKEN_OVER);
    }
    if (bytes.remaining() > upload.length() - offset) {
      throw new FileRefusedException(Reason.TOO_LARGE, upload.length(), null);
    }
    if (offset >= lookAt) {
      lookAt = offset + LOOK_BYTES;
      if (room.getAsLong() < Math.min(LOOK_BYTES, upload.length() - offset)) {
        throw new FileRefusedException(Reason.STORAGE_FULL);
      }
    }
    long before = offset;
    ByteBuffer seen = bytes.duplicate();
    try {
      while (bytes.hasRemaining()) {
        offset += file.write(bytes);
      }
    } catch (IOException e) {
      StorageException told = DiskErrors.explained("write a file that is being sent", e);
      if (told.kind() == StorageException.Kind.FULL) {
        throw new FileRefusedException(Reason.STORAGE_FULL, 0, e);
      }
      throw told;
    } finally {
      written.accept(offset - before);
      if (hash.bytes() == before) {
        hash.add(seen.limit(seen.position() + (int) (offset - before)));
      }
    }
  }

  /// Another request goes on from here.
  synchronized void takeOver() {
    taken = true;
    close();
  }

  @Override
  public synchronized void close() {
    if (over) {
      return;
    }
    over = true;
    try {
      file.close();
    } catch (IOException e) {
      throw DiskErrors.explained("close a file that is being sent", e);
    } finally {
      closed.accept(this);
    }
  }
}
