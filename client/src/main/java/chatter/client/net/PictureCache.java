package chatter.client.net;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The small pictures that were shown, kept where they outlive the program. Safe for any thread,
/// and nothing here waits for the disk.
public interface PictureCache {
  /// Keeps nothing.
  PictureCache NONE = new PictureCache() {};

  /// Which picture of what.
  enum Kind {
    AVATAR,
    /// A picture of a message, in the smaller of the server's sizes.
    SMALL,
    /// In the larger one.
    LARGE
  }

  /// What a picture is called. What is behind it never changes.
  ///
  /// @param owner an `avatarUrl`, or the id of a message's file
  record Key(String owner, Kind kind) {}

  /// A picture that is kept, as the server gave it.
  ///
  /// @return nothing if it is not kept; never fails
  default CompletableFuture<Optional<byte[]>> find(Key key) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  /// Keeps a picture that was fetched, if there is room for it, and as long as what it belongs to
  /// is kept.
  default void keep(Key key, byte[] bytes) {}
}
