package chatter.client.chat;

import chatter.client.chat.message.ChatMessage;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ErrorMessage;
import chatter.client.ui.Avatar;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Futures;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import chatter.client.ui.search.PagedSearch;
import chatter.client.ui.search.SearchFooter;
import chatter.shared.protocol.AccountInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Everybody who reacted to a message, one kind of reaction at a time; each is asked for when it is
/// looked at. However many they are, only those in view are drawn. Style class `reacted-people`.
/// JavaFX application thread only.
final class ReactedPeople extends VBox {
  private static final double WIDTH = 280;
  private static final double ROW = 42;
  private static final double LEAST_ROWS = 2;
  private static final double MOST_ROWS = 6.5;
  private static final double PICTURE = 30;
  private static final double EMOJI = 15;
  private static final double GAP = 4;

  private final Surroundings around;
  private final Texts texts;
  private final AvatarImages avatars;
  private final EmojiImages emoji;
  private final ListView<AccountInfo> list = new ListView<>();
  private final ToggleGroup kinds = new ToggleGroup();
  private final PagedSearch<AccountInfo> people;

  /// What the list asks of the chat around it.
  ///
  /// @param ask who reacted with an emoji
  /// @param ui where answers are taken
  /// @param isReader whether an account is the reader's
  /// @param onPerson shows who somebody is
  record Surroundings(
      Function<String, CompletableFuture<List<AccountInfo>>> ask,
      Executor ui,
      LongPredicate isReader,
      Consumer<AccountInfo> onPerson) {}

  /// @param reactions the kinds there are, at least one
  /// @param first the one to show at first; null for any
  ReactedPeople(
      List<ChatMessage.Reaction> reactions,
      String first,
      Surroundings around,
      Texts texts,
      AvatarImages avatars,
      EmojiImages emoji) {
    super(6);
    this.around = around;
    this.texts = texts;
    this.avatars = avatars;
    this.emoji = emoji;
    people = new PagedSearch<>(this::load);
    getStyleClass().add("reacted-people");
    setId("reactedPeople");
    setAccessibleText(texts.say("message.whoReacted"));
    setPrefWidth(WIDTH);
    FlowPane row = new FlowPane(GAP, GAP);
    row.setPrefWrapLength(WIDTH);
    for (ChatMessage.Reaction reaction : reactions) {
      ToggleButton kind = kind(reaction);
      row.getChildren().add(kind);
      if (kinds.getSelectedToggle() == null || reaction.emoji().equals(first)) {
        kinds.selectToggle(kind);
      }
    }
    list.setId("reactedList");
    list.getStyleClass().add("reacted-list");
    list.setFixedCellSize(ROW);
    list.setCellFactory(_ -> new PersonCell());
    list.setAccessibleText(texts.say("message.whoReacted"));
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    SearchFooter foot = new SearchFooter(texts.say("message.whoReacted.nobody"));
    foot.bind(people);
    Visibility.when(
        foot,
        people
            .stateProperty()
            .map(now -> !now.answered() || now.found().isEmpty() || !now.problem().isEmpty()));
    // As high as it will be, so that the sheet stays where it is while another kind is asked for.
    int most = reactions.stream().mapToInt(ChatMessage.Reaction::count).max().orElse(0);
    StackPane place = new StackPane(list, foot);
    place.setPrefHeight(Math.clamp(most, LEAST_ROWS, MOST_ROWS) * ROW + 2);
    getChildren().addAll(row, place);
    people.stateProperty().subscribe(this::show);
    kinds
        .selectedToggleProperty()
        .subscribe((before, now) -> {
          if (now == null) {
            // One of them is always looked at.
            kinds.selectToggle(before);
          } else if (before != null) {
            people.search((String) now.getUserData());
          }
        });
    people.search((String) kinds.getSelectedToggle().getUserData());
  }

  private ToggleButton kind(ChatMessage.Reaction reaction) {
    EmojiLine picture = new EmojiLine(emoji, "reacted-emoji", EMOJI);
    picture.setText(reaction.emoji());
    Label count = new Label(Integer.toString(reaction.count()));
    count.getStyleClass().add("reacted-count");
    HBox content = new HBox(GAP, picture, count);
    content.setAlignment(Pos.CENTER);
    ToggleButton kind = new ToggleButton();
    kind.setGraphic(content);
    kind.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    kind.getStyleClass().setAll("reacted-kind");
    kind.setAccessibleText(texts.say("message.reactions", reaction.count(), reaction.emoji()));
    kind.setUserData(reaction.emoji());
    kind.setToggleGroup(kinds);
    return kind;
  }

  private void load(
      String reaction,
      Long after,
      Consumer<PagedSearch.Page<AccountInfo>> good,
      Consumer<String> failed) {
    Futures.deliver(
        around.ask().apply(reaction),
        around.ui(),
        (accounts, failure) -> {
          if (failure == null) {
            good.accept(new PagedSearch.Page<>(accounts, null));
          } else {
            failed.accept(ErrorMessage.of(ApiException.of(failure)).say(texts::say));
          }
        });
  }

  private void show(PagedSearch.State<AccountInfo> now) {
    // Those of the kind before are not shown below another.
    List<AccountInfo> found = now.answered() ? now.found() : List.of();
    list.getItems().setAll(found);
    list.setVisible(!found.isEmpty());
  }

  private void pressed(KeyEvent key) {
    AccountInfo chosen = list.getSelectionModel().getSelectedItem();
    if (key.getCode() == KeyCode.ENTER && chosen != null) {
      around.onPerson().accept(chosen);
      key.consume();
    }
  }

  /// What has the keyboard at first.
  Node start() {
    return (Node) kinds.getSelectedToggle();
  }

  /// A picture has arrived.
  void avatarArrived() {
    list.refresh();
  }

  /// Somebody who reacted.
  private final class PersonCell extends ListCell<AccountInfo> {
    private final Avatar picture = new Avatar(PICTURE);
    private final EmojiLine name = new EmojiLine(emoji, "reacted-name", EMOJI);
    private final HBox content = new HBox(10, picture, name);

    PersonCell() {
      getStyleClass().add("reacted-person");
      content.setAlignment(Pos.CENTER_LEFT);
      // As wide as the list, however long a name is.
      setPrefWidth(0);
      setOnMouseClicked(click -> {
        if (click.getButton() == MouseButton.PRIMARY && getItem() != null) {
          around.onPerson().accept(getItem());
        }
      });
    }

    @Override
    protected void updateItem(AccountInfo account, boolean empty) {
      super.updateItem(account, empty);
      if (empty || account == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      String words =
          around.isReader().test(account.id())
              ? texts.say("members.you", account.name())
              : account.name();
      picture.showInitials(account.id(), account.name());
      picture.setPicture(avatars.get(account.avatarUrl()));
      name.setText(words);
      setAccessibleText(words);
      setGraphic(content);
    }
  }
}
