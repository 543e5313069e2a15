package chatter.client.chat.timeline;

import chatter.client.ui.Avatar;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import chatter.shared.protocol.AccountInfo;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// Who wrote the run of messages that one scrolls through, while its first row, which has the name,
/// is out of view. Style class `floating-sender`.
final class FloatingSender extends StackPane {
  private static final double EMOJI = 15;

  private final EmojiLine name;
  private String colour = "";
  private AccountInfo shown;

  FloatingSender(EmojiImages emoji) {
    name = new EmojiLine(emoji, "sender", EMOJI);
    getStyleClass().add("floating-sender");
    setMouseTransparent(true);
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    getChildren().add(name);
    setVisible(false);
  }

  /// Shows somebody; null shows nobody.
  void show(AccountInfo sender) {
    setVisible(sender != null);
    if (sender != null && !sender.equals(shown)) {
      shown = sender;
      name.setText(sender.name());
      String next = "person-" + Avatar.colourOf(sender.id());
      getStyleClass().remove(colour);
      getStyleClass().add(next);
      colour = next;
    }
  }

  @Override
  protected double computePrefWidth(double height) {
    double most = getParent() == null ? 300 : getParent().getLayoutBounds().getWidth() * 0.4;
    return Math.min(super.computePrefWidth(height), most);
  }
}
