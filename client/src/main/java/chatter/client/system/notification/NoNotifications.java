package chatter.client.system.notification;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Those of a computer that shows none.
///
/// @param reason why it does not
public record NoNotifications(String reason) implements SystemNotifications {
  @Override
  public void show(SystemNotification notification) {
    // There is no place to show it.
  }

  @Override
  public void withdraw(long conversation) {
    // None was shown.
  }

  @Override
  public CompletableFuture<Optional<String>> trouble() {
    return CompletableFuture.completedFuture(Optional.of(reason));
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
