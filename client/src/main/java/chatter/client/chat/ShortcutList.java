package chatter.client.chat;

import chatter.client.ui.Texts;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;

/// The keys of the chat screen, to be looked up. Style classes `key-list` and `key`.
final class ShortcutList {
  /// What does it, one combination or several, and the words for what it does.
  private record Line(List<String> strokes, String words) {}

  private static final List<Line> LINES =
      List.of(
          new Line(List.of("Enter"), "keys.send"),
          new Line(List.of("Shift+Enter"), "keys.newline"),
          new Line(List.of("↑", "↓"), "keys.move"),
          new Line(List.of("R"), "keys.reply"),
          new Line(List.of("E"), "keys.edit"),
          new Line(List.of("+"), "keys.react"),
          new Line(List.of("Del"), "keys.delete"),
          new Line(List.of("C"), "keys.copy"),
          new Line(List.of("←", "→"), "keys.inside"),
          new Line(List.of("↑"), "keys.editLast"),
          new Line(List.of("Ctrl+↑"), "keys.replyLast"),
          new Line(List.of("Ctrl+K"), "keys.find"),
          new Line(List.of("Alt+↑", "Alt+↓"), "keys.nextConversation"),
          new Line(List.of("Alt+Shift+↑", "Alt+Shift+↓"), "keys.nextUnread"),
          new Line(List.of("End"), "keys.latest"),
          new Line(List.of("Shift+Page Up"), "keys.unread"),
          new Line(List.of(ChatKeys.MAC ? "Ctrl+[" : "Alt+←"), "keys.back"),
          new Line(List.of("Esc"), "keys.escape"),
          new Line(List.of("F6", "Shift+F6"), "keys.regions"),
          new Line(List.of("Ctrl+,"), "keys.settings"),
          new Line(List.of("Ctrl+/", "F1"), "keys.help"));

  private ShortcutList() {}

  static Node of(Texts texts) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("key-list");
    ColumnConstraints keys = new ColumnConstraints();
    keys.setMinWidth(Region.USE_PREF_SIZE);
    grid.getColumnConstraints().add(keys);
    for (int i = 0; i < LINES.size(); i++) {
      Line line = LINES.get(i);
      FlowPane strokes = new FlowPane(4, 4);
      strokes.setPrefWrapLength(110);
      for (String stroke : line.strokes()) {
        Label key = new Label(ChatKeys.MAC ? stroke.replace("Ctrl", "⌘") : stroke);
        key.getStyleClass().add("key");
        strokes.getChildren().add(key);
      }
      Label words = new Label(texts.say(line.words()));
      words.setWrapText(true);
      grid.addRow(i, strokes, words);
    }
    return grid;
  }
}
