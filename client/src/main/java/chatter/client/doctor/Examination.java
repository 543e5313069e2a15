package chatter.client.doctor;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Something that can be looked at.
///
/// @param title what it is
/// @param look looks at it
public record Examination(String title, Look look) {
  /// Looks at something.
  public interface Look {
    /// Begins, and returns at once.
    ///
    /// @param found gets what is found, one after the other, on any thread
    /// @return ends when there is nothing more to tell
    CompletableFuture<Void> begin(Consumer<CheckRow> found);
  }
}
