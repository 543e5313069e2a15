package chatter.client.chat.text;

import javafx.scene.Node;

/// A text on the screen of which a part can be chosen. Positions stand between the `char`s of what
/// is shown: 0 before the first, `length()` after the last. JavaFX application thread only.
public interface SelectableText {
  /// How long what is shown is, in `char`s.
  int length();

  /// What is shown, without the marks of its formatting.
  String shown();

  /// The position nearest to a point.
  ///
  /// @param x in the coordinates of `node()`
  /// @param y likewise
  int indexAt(double x, double y);

  /// The word around a position.
  ///
  /// @return where it begins and ends
  int[] wordAt(int index);

  /// The paragraph around a position.
  ///
  /// @return where it begins and ends, without its line break
  int[] paragraphAt(int index);

  /// A part as it was written, with the marks of its formatting.
  String written(int from, int to);

  /// Paints a part as chosen; nothing if `from` is `to`.
  void select(int from, int to);

  /// What shows it.
  Node node();
}
