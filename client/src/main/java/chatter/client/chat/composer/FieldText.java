package chatter.client.chat.composer;

/// What stands in the field, and what of it is selected.
///
/// @param from where the selection begins, in UTF-16 units
/// @param to where it ends; `from` if there is only a caret
record FieldText(String text, int from, int to) {
  /// With only a caret.
  static FieldText at(String text, int caret) {
    return new FieldText(text, caret, caret);
  }

  String selected() {
    return text.substring(from, to);
  }
}
