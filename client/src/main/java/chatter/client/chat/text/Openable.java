package chatter.client.chat.text;

import javafx.scene.Node;

/// Something in a message that can be opened, with the mouse or with the keyboard.
///
/// @param hint what to tell who chooses it with the keyboard; null for nothing
public record Openable(Node node, Runnable open, String hint) {
  public Openable(Node node, Runnable open) {
    this(node, open, null);
  }
}
