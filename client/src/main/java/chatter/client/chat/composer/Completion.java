package chatter.client.chat.composer;

import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What may be meant by what is being typed before the caret, the likeliest first. JavaFX
/// application thread only.
///
/// @param <C> what is offered
public abstract sealed class Completion<C> permits MentionCompletion, EmojiCompletion {
  /// So many are offered.
  static final int MOST = 8;

  private final ObservableList<C> candidates = FXCollections.observableArrayList();
  private final ReadOnlyIntegerWrapper selected = new ReadOnlyIntegerWrapper();
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();

  /// What to put into the field.
  ///
  /// @param from where what it replaces begins
  /// @param to where that ends
  /// @param text what comes there
  public record Insertion(int from, int to, String text) {}

  /// What is offered, the likeliest first.
  public final ObservableList<C> candidates() {
    return candidates;
  }

  /// Which of them would be taken.
  public final ReadOnlyIntegerProperty selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  /// Whether there is something to offer.
  public final ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  public final boolean isOpen() {
    return open.get();
  }

  final void offer(List<C> now) {
    if (!candidates.equals(now)) {
      selected.set(0);
      candidates.setAll(now);
    }
    open.set(!now.isEmpty());
  }

  /// Goes to the next of those offered, and from the last to the first.
  public final void next() {
    step(1);
  }

  /// Goes to the one before.
  public final void previous() {
    step(-1);
  }

  private void step(int by) {
    if (!candidates.isEmpty()) {
      selected.set(Math.floorMod(selected.get() + by, candidates.size()));
    }
  }

  /// Takes one of those offered.
  ///
  /// @return what comes into the field
  public abstract Insertion accept(int index);

  /// Offers nothing for what is being typed any more.
  public abstract void close();
}
