package chatter.server.store.postgres;

import chatter.server.store.FeedPosition;
import chatter.server.store.GroupFeed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// What one of several servers is told of its own transactions, and nobody else of anything.
public class StoredNumbers implements GroupFeed {
  private final List<Long> numbers = new CopyOnWriteArrayList<>();

  /// Those that are stored.
  List<Long> numbers() {
    return numbers;
  }

  @Override
  public void begin() {
    // Nothing is collected.
  }

  @Override
  public String toStore(String mark) {
    return "";
  }

  @Override
  public void stored(long number) {
    numbers.add(number);
  }

  @Override
  public void beforeTelling(Consumer<FeedPosition> action) {
    // Nobody is told.
  }

  @Override
  public Optional<FeedPosition> pause() {
    return Optional.empty();
  }

  @Override
  public void follow(String place, long number) {
    // There are no others.
  }
}
