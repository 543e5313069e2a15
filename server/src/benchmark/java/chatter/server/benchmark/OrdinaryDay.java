package chatter.server.benchmark;

import java.util.List;
import java.util.stream.IntStream;

/// An ordinary busy day: 500 people in rooms of 20, who write 200 messages a second.
final class OrdinaryDay {
  static final int ROOMS = 25;
  static final int PEOPLE = 20;
  static final int PER_SECOND = 200;

  private OrdinaryDay() {}

  /// Everybody, by their places, in the order in which they write: from one room after the other.
  static List<Integer> writers() {
    return IntStream.range(0, ROOMS * PEOPLE)
        .map(i -> i % ROOMS * PEOPLE + i / ROOMS)
        .boxed()
        .toList();
  }
}
