package chatter.client.chat;

import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiText;
import chatter.shared.api.MessageVersion;
import chatter.shared.text.Mentions;
import java.util.List;
import java.util.function.LongFunction;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/// What a message said before, the newest first. Style classes `version-list` and `version`.
final class VersionList {
  private static final double HIGHEST = 340;

  private VersionList() {}

  /// @param versions the oldest first
  /// @param names what to write for somebody who is mentioned
  static Node of(
      List<MessageVersion> versions,
      LongFunction<String> names,
      Texts texts,
      TimeLabels labels,
      EmojiImages emoji) {
    VBox rows = new VBox();
    rows.getStyleClass().add("version-list");
    for (MessageVersion version : versions.reversed()) {
      boolean now = version.equals(versions.getLast());
      String time = labels.exact(version.at());
      Label when = new Label(now ? texts.say("message.versions.now") + " · " + time : time);
      when.getStyleClass().addAll("text-2", "small");
      VBox row = new VBox(2, when, new EmojiText(Mentions.named(version.body(), names), emoji));
      row.getStyleClass().add("version");
      rows.getChildren().add(row);
    }
    ScrollPane scroll = new ScrollPane(rows);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setMaxHeight(HIGHEST);
    return scroll;
  }
}
