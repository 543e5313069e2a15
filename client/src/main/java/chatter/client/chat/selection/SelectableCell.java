package chatter.client.chat.selection;

import chatter.client.chat.text.SelectableText;

/// A cell of a list that may show a text of which a part can be selected.
public interface SelectableCell {
  /// The text of the row it shows; null if nothing of that can be selected.
  SelectableText text();
}
