package chatter.server.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Where files are while they are on their way, until they are contents. Safe for any thread; one
/// upload is begun, made whole and removed by one thread at a time on each server.
interface ArrivingFiles {
  /// Looks through what is left of the time before this start, and removes what belongs to no
  /// upload.
  ///
  /// @param unfinished all uploads that have not come to their end
  /// @return how many bytes of those are here
  long tidy(List<Upload> unfinished) throws IOException;

  /// Whether other servers can go on with what was begun here.
  boolean shared();

  /// Whether there is room for a file.
  ///
  /// @param usable bytes of the disk that are for files
  /// @param unfinished what also comes
  boolean hasRoom(long length, long usable, List<Upload> unfinished);

  /// How much of an upload is there.
  long size(Upload upload);

  /// Goes on with an upload; whoever did before cannot any more.
  ///
  /// @param offset where it should end now
  /// @throws FileRefusedException `WRONG_OFFSET` if it does not
  Arriving begin(Upload upload, long offset) throws IOException;

  /// The whole file, on the disk of this computer, to be looked into and changed.
  ///
  /// @throws FileRefusedException `TAKEN_OVER` if it is not whole, because another server goes on
  ///   with it
  Path whole(Upload upload) throws IOException;

  /// Removes what came of an upload. What cannot be removed is removed later.
  void remove(String id);

  /// Removes what could not be before, or what other servers left.
  ///
  /// @param unfinished tells the ids of those that are still on their way
  void sweep(Supplier<Set<String>> unfinished);

  /// An upload that somebody goes on with. One thread at a time.
  interface Arriving extends AutoCloseable {
    /// How many bytes are there.
    long size();

    /// Writes some of the bytes at its end.
    ///
    /// @return how many
    /// @throws FileRefusedException `TAKEN_OVER` if another server goes on with it
    int write(ByteBuffer bytes) throws IOException;

    /// Another goes on from here, as far as that can be.
    @Override
    void close() throws IOException;
  }
}
