package chatter.client.chat;

import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.text.Mentions;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The message pinned last, above the conversation; a press goes there, and a button shows all that
/// are pinned. Style class `pin-bar`. JavaFX application thread only.
final class PinBar extends HBox {
  private static final double EMOJI = 15;
  private static final double HIGHEST = 320;
  private static final double WIDTH = 380;

  private final Texts texts;
  private final TimeLabels labels;
  private final EmojiImages emoji;
  private final LongFunction<String> names;
  private final LongConsumer onGo;
  private final EmojiLine name;
  private final EmojiLine text;
  private final Button newest = new Button();
  private final Button all = new Button();
  private Pins pins;
  private Subscription watching = Subscription.EMPTY;

  /// @param names what somebody is called who is mentioned; null if that is not known
  /// @param onGo goes to a message
  /// @param onAll shows all pinned messages below the bar
  PinBar(
      Texts texts,
      TimeLabels labels,
      EmojiImages emoji,
      LongFunction<String> names,
      LongConsumer onGo,
      Runnable onAll) {
    super(8);
    this.texts = texts;
    this.labels = labels;
    this.emoji = emoji;
    this.names = names;
    this.onGo = onGo;
    name = new EmojiLine(emoji, "pin-name", EMOJI);
    text = new EmojiLine(emoji, "pin-text", EMOJI);
    getStyleClass().add("pin-bar");
    setId("pinBar");
    setAlignment(Pos.CENTER_LEFT);
    HBox line = new HBox(4, name, text);
    line.setMinWidth(0);
    line.setAlignment(Pos.CENTER_LEFT);
    newest.setGraphic(line);
    newest.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    newest.getStyleClass().setAll("pin-newest");
    newest.setMinWidth(0);
    newest.setMaxWidth(Double.MAX_VALUE);
    newest.setAlignment(Pos.CENTER_LEFT);
    newest.setCursor(Cursor.HAND);
    newest.setOnAction(_ -> onGo.accept(pins.rows().getFirst().seq()));
    HBox.setHgrow(newest, Priority.ALWAYS);
    all.setId("allPins");
    all.getStyleClass().addAll("text-button", "inline");
    all.setMinWidth(USE_PREF_SIZE);
    all.managedProperty().bind(all.visibleProperty());
    all.setAccessibleText(texts.say("pins.all"));
    all.setOnAction(_ -> onAll.run());
    managedProperty().bind(visibleProperty());
    setVisible(false);
    getChildren().addAll(Icon.PIN.node(15), newest, all);
  }

  /// Shows those of another conversation; null shows none.
  void show(Pins next) {
    watching.unsubscribe();
    watching = Subscription.EMPTY;
    pins = next;
    if (next != null) {
      ListChangeListener<MessagePosted> listener = _ -> update();
      next.rows().addListener(listener);
      watching = () -> next.rows().removeListener(listener);
      next.refresh();
    }
    update();
  }

  private String words(MessagePosted pinned) {
    return pinned.wasDeleted() ? "" : Mentions.preview(pinned.body(), names);
  }

  private void update() {
    setVisible(pins != null && !pins.rows().isEmpty());
    if (isVisible()) {
      MessagePosted first = pins.rows().getFirst();
      String said = words(first);
      name.setText(first.sender().name() + ":");
      text.setText(said);
      newest.setAccessibleRole(AccessibleRole.BUTTON);
      newest.setAccessibleText(
          texts.say("message.pinned") + ", " + first.sender().name() + ": " + said);
      all.setText(Integer.toString(pins.rows().size()));
      all.setVisible(pins.rows().size() > 1);
    }
  }

  /// All pinned messages, the newest first, to be shown on a sheet.
  ///
  /// @param close takes the sheet away
  Node list(Runnable close) {
    VBox rows = new VBox();
    for (MessagePosted pinned : pins.rows()) {
      EmojiLine who = new EmojiLine(emoji, "pin-name", EMOJI);
      who.setText(texts.say("pins.head", pinned.sender().name(), labels.brief(pinned.sentAt())));
      EmojiLine words = new EmojiLine(emoji, "pin-text", EMOJI);
      words.setText(words(pinned));
      VBox lines = new VBox(2, who, words);
      lines.setMinWidth(0);
      Button row = new Button();
      row.setGraphic(lines);
      row.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      row.getStyleClass().setAll("item", "pin-row");
      row.setAlignment(Pos.CENTER_LEFT);
      row.setMaxWidth(Double.MAX_VALUE);
      row.setAccessibleText(who.text() + ": " + words.text());
      row.setOnAction(_ -> {
        close.run();
        onGo.accept(pinned.seq());
      });
      rows.getChildren().add(row);
    }
    ScrollPane scroll = new ScrollPane(rows);
    scroll.setId("pinList");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    scroll.setPrefWidth(WIDTH);
    scroll.setMaxHeight(HIGHEST);
    scroll.setAccessibleText(texts.say("pins.title"));
    return scroll;
  }

  /// The button that shows all.
  Node allButton() {
    return all;
  }
}
