package chatter.client.settings;

import chatter.client.prefs.CopySize;
import chatter.client.ui.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// How much of what was read is kept on this computer. A choice takes effect at once. JavaFX
/// application thread only.
public final class CopyViewModel {
  private static final long UNKNOWN = -1;

  private final SettingsViewModel.Keeper keeper;
  private final Supplier<CompletableFuture<Long>> used;
  private final Executor ui;
  private final ReadOnlyObjectWrapper<CopySize> size;
  private final ReadOnlyObjectWrapper<Long> usedBytes = new ReadOnlyObjectWrapper<>(UNKNOWN);

  /// @param used how much is kept, in bytes, once what was chosen has taken effect
  /// @param ui the way onto the JavaFX application thread
  public CopyViewModel(
      SettingsViewModel.Keeper keeper, Supplier<CompletableFuture<Long>> used, Executor ui) {
    this.keeper = keeper;
    this.used = used;
    this.ui = ui;
    size = new ReadOnlyObjectWrapper<>(keeper.current().copySize());
  }

  /// Starts with what holds.
  public void begin() {
    size.set(keeper.current().copySize());
    measure();
  }

  /// Keeps so much from now on.
  public void choose(CopySize wanted) {
    keeper.update(now -> now.withCopySize(wanted));
    size.set(wanted);
    measure();
  }

  private void measure() {
    usedBytes.set(UNKNOWN);
    CopySize measured = size.get();
    Futures.deliver(
        used.get(),
        ui,
        (bytes, failure) -> {
          // Another choice has its own figure.
          if (failure == null && measured == size.get()) {
            usedBytes.set(bytes);
          }
        });
  }

  /// How much is to be kept.
  public ReadOnlyObjectProperty<CopySize> sizeProperty() {
    return size.getReadOnlyProperty();
  }

  /// How much is kept, in bytes; below 0 while that is not known.
  public ReadOnlyObjectProperty<Long> usedBytesProperty() {
    return usedBytes.getReadOnlyProperty();
  }
}
