package chatter.client.chat.text;

import chatter.shared.text.TextTree.Link;
import chatter.shared.text.TextTree.Style;

/// A stretch of a paragraph that is drawn in one way.
sealed interface Run {
  /// What is shown, as one reads it.
  String text();

  /// Whether it is code, and has its ground.
  boolean code();

  /// Where it leads; null if nowhere.
  Link link();

  /// Letters; with line feeds where lines end.
  record Letters(String text, Style style, boolean code, Link link) implements Run {
    Letters with(String part) {
      return new Letters(part, style, code, link);
    }
  }

  /// One emoji, drawn as a picture.
  record Picture(String text, boolean code, Link link) implements Run {}

  /// Somebody who is mentioned.
  record Person(String text, long account, Link link) implements Run {
    @Override
    public boolean code() {
      return false;
    }
  }
}
