package chatter.server.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What a change of conversations came to, and the news of it in the order in which they are to be
/// told.
final class Outcome<T> {
  private final List<Consumer<EventPublisher>> news = new ArrayList<>(3);
  private T result;

  /// Something to tell after the commit.
  void tell(Consumer<EventPublisher> what) {
    news.add(what);
  }

  Outcome<T> with(T value) {
    result = value;
    return this;
  }

  T result() {
    return result;
  }

  /// Tells all of it. The writer's thread only.
  void publish(EventPublisher publisher) {
    news.forEach(what -> what.accept(publisher));
  }
}
