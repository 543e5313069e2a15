package chatter.client.chat.timeline;

import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;
import chatter.shared.text.Emoji;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;

/// Chooses a reaction: the ones used last, some that are often used, and a field for any other.
/// Arrows go from one to the next. Style class `reaction-picker`. JavaFX application thread only.
public final class ReactionPicker extends VBox {
  private static final int COLUMNS = 10;
  private static final double SIZE = 22;

  /// Often used, by what they are about: faces, hands, hearts and signs, things.
  private static final List<String> COMMON =
      List.of(
          "😀", "😄", "😁", "😅", "🤣", "🙂", "😉", "😊", "😍", "🥰", "😘", "😎", "🤔", "🤨", "😐",
          "🙄", "😬", "😴", "🤯", "😭", "😡", "🥳", "🤗", "🤩", "👎", "👏", "🙌", "🙏", "💪", "👀",
          "🤝", "✌️", "🤞", "👌", "👋", "🤷", "💜", "💚", "💙", "🧡", "💔", "🔥", "✨", "⭐", "💯",
          "✅", "❌", "❓", "❗", "⚡", "🚀", "🎂", "🎁", "🏆", "☕", "🍕", "🍺", "🐛", "💡", "📌");

  private final EmojiImages emoji;
  private final Consumer<String> onChosen;
  private final TextField field = new TextField();
  private final Label problem = new Label();
  private final HBox recents = new HBox(2);
  private final TilePane grid = new TilePane();

  /// @param last the ones used last
  /// @param onChosen gets the one chosen
  public ReactionPicker(
      List<String> last, Texts texts, EmojiImages emoji, Consumer<String> onChosen) {
    super(6);
    this.emoji = emoji;
    this.onChosen = onChosen;
    getStyleClass().add("reaction-picker");
    recents.setId("recentReactions");
    recents.getChildren().setAll(last.stream().map(this::button).toList());
    grid.setPrefColumns(COLUMNS);
    grid.getChildren().setAll(COMMON.stream().filter(emoji::has).map(this::button).toList());
    field.setId("reactionField");
    field.setPromptText(texts.say("reaction.field"));
    field.setAccessibleText(texts.say("reaction.field"));
    field.getStyleClass().add("plain-field");
    field.setOnAction(_ ->
        Emoji.qualified(field.getText().strip())
            .ifPresentOrElse(onChosen, () -> problem.setText(texts.say("reaction.notOne"))));
    field.textProperty().subscribe(_ -> problem.setText(""));
    problem.getStyleClass().addAll("status", "small");
    problem.setStyle("-fx-text-fill: -danger");
    problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    getChildren().addAll(recents, grid, field, problem);
    addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  private Button button(String character) {
    Button button = new Button();
    if (emoji.has(character)) {
      ImageView picture = new ImageView(emoji.image(character));
      picture.setFitWidth(SIZE);
      picture.setFitHeight(SIZE);
      button.setGraphic(picture);
      button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    } else {
      button.setText(character);
    }
    button.getStyleClass().addAll("icon-button", "emoji-button");
    button.setAccessibleText(character);
    button.setOnAction(_ -> onChosen.accept(character));
    return button;
  }

  private void pressed(KeyEvent key) {
    List<Node> all =
        Stream.concat(recents.getChildren().stream(), grid.getChildren().stream()).toList();
    int at = indexOfFocused(all);
    if (at < 0) {
      return;
    }
    int first = recents.getChildren().size();
    int next =
        switch (key.getCode()) {
          case LEFT -> at - 1;
          case RIGHT -> at + 1;
          case UP -> at < first ? at : Math.max(at - COLUMNS, Math.min(at - first, first - 1));
          case DOWN -> at < first ? first + at : at + COLUMNS;
          default -> -1;
        };
    if (key.getCode().isArrowKey()) {
      if (next >= all.size()) {
        field.requestFocus();
      } else if (next >= 0) {
        all.get(next).requestFocus();
      }
      key.consume();
    }
  }

  private static int indexOfFocused(List<Node> all) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).isFocused()) {
        return i;
      }
    }
    return -1;
  }

  /// What has the keyboard at first.
  public Node start() {
    return recents.getChildren().isEmpty() ? field : recents.getChildren().getFirst();
  }
}
