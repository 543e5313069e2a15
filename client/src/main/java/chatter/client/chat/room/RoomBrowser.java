package chatter.client.chat.room;

import chatter.client.ui.Avatar;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import chatter.client.ui.search.PagedSearch;
import chatter.client.ui.search.SearchField;
import chatter.client.ui.search.SearchFooter;
import chatter.shared.api.RoomInfo;
import chatter.shared.protocol.Visibility;
import java.util.function.LongConsumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The rooms one can join, and those one is in. JavaFX application thread only.
final class RoomBrowser extends VBox {
  private static final double HEIGHT = 340;
  private static final double PICTURE = 40;
  private static final double EMOJI = 15;

  private final Texts texts;
  private final EmojiImages emoji;
  private final LongConsumer join;
  private final LongConsumer open;
  private final SearchField find = new SearchField();
  private final VBox rows = new VBox();

  /// @param problem what went wrong with joining
  /// @param join joins a room
  /// @param open shows one that the reader is in
  RoomBrowser(
      PagedSearch<RoomInfo> rooms,
      ObservableValue<String> problem,
      Texts texts,
      EmojiImages emoji,
      LongConsumer join,
      LongConsumer open,
      Runnable close) {
    super(12);
    this.texts = texts;
    this.emoji = emoji;
    this.join = join;
    this.open = open;
    setId("browseRooms");
    find.setPrompt(texts.say("rooms.find"));
    find.setOnSearch(rooms::search);
    SearchFooter foot = new SearchFooter(texts.say("rooms.none"));
    foot.bind(rooms);
    ScrollPane scroll = new ScrollPane(new VBox(rows, foot));
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    scroll.setPrefHeight(HEIGHT);
    scroll.setMaxHeight(HEIGHT);
    Button done = new Button(texts.say("keys.close"));
    done.setId("formCancel");
    done.getStyleClass().add("ghost");
    done.setOnAction(_ -> close.run());
    HBox buttons = new HBox(done);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    getChildren().addAll(find, scroll, new ProblemLabel(problem), buttons);
    rooms
        .stateProperty()
        .subscribe(now -> rows.getChildren().setAll(now.found().stream().map(this::row).toList()));
    rooms.search("");
  }

  private Node row(RoomInfo room) {
    Avatar picture = new Avatar(PICTURE);
    picture.showIcon(room.id(), room.visibility() == Visibility.OPEN ? Icon.HASH : Icon.LOCK);
    EmojiLine title = new EmojiLine(emoji, "person-line-name", EMOJI);
    title.setText(room.title());
    String members = texts.say("room.members", room.members());
    EmojiLine about = new EmojiLine(emoji, "room-about", EMOJI);
    about.setText(
        room.topic().isEmpty() ? members : texts.say("rooms.about", members, room.topic()));
    VBox words = new VBox(2, title, about);
    words.setAlignment(Pos.CENTER_LEFT);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button action = new Button(texts.say(room.joined() ? "rooms.open" : "rooms.join"));
    action.setMinWidth(USE_PREF_SIZE);
    action.getStyleClass().add(room.joined() ? "text-button" : "ghost");
    action.setAccessibleText(action.getText() + ": " + room.title());
    action.setOnAction(_ -> (room.joined() ? open : join).accept(room.id()));
    HBox row = new HBox(12, picture, words, action);
    row.getStyleClass().add("room-line");
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  /// What has the keyboard at first.
  Node start() {
    return find;
  }
}
