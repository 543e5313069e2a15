package chatter.server.file;

import chatter.server.picture.Previews;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Says what is in a file that was sent.
public interface FileExaminer {
  /// Reads it as a whole. May take seconds.
  ///
  /// @param part what was sent, on the disk; may become the finished file
  /// @param account who sent it: they take turns
  /// @param hash its SHA-256 in hex, if that is known
  Examined examine(Path part, long account, Optional<String> hash) throws IOException;

  /// What was found.
  ///
  /// @param content what to remember of it, but for the few pixels
  /// @param file what to store, on the disk as a whole: what was sent, or that without what it says
  ///   of a place
  /// @param previews smaller ones of a picture, when they are made; none of everything else, or if
  ///   they cannot be made
  record Examined(
      StoredContent content, Path file, CompletableFuture<Optional<Previews>> previews) {}
}
