package chatter.server.search;

import chatter.shared.search.SearchTable;
import chatter.shared.search.SearchedMessage;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;

/// Three characters in a row as a number, for an index of numbers. Two may have the same: an index
/// only says what may be meant. What is another number for the same needs another
/// `SearchTable.VERSION`.
final class Sequences {
  private static final int CHARACTER_BITS = 21;

  private Sequences() {}

  /// All of a message, each once.
  static int[] of(SearchedMessage message) {
    return SearchTable.columns(message).stream()
        .flatMap(String::lines)
        .flatMapToInt(Sequences::all)
        .sorted()
        .distinct()
        .toArray();
  }

  /// Some that are asked for.
  static int[] of(Collection<String> sequences) {
    return sequences.stream().flatMapToInt(Sequences::all).toArray();
  }

  private static IntStream all(String text) {
    int[] characters = text.codePoints().toArray();
    int[] numbers = new int[Math.max(0, characters.length - SearchTable.SHORTEST + 1)];
    Arrays.setAll(numbers, i -> number(characters[i], characters[i + 1], characters[i + 2]));
    return Arrays.stream(numbers);
  }

  /// Spread over all numbers, so that few share one.
  private static int number(int first, int second, int third) {
    long mixed = ((long) first << CHARACTER_BITS | second) << CHARACTER_BITS | third;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return (int) (mixed >>> 32);
  }
}
