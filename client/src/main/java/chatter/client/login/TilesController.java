package chatter.client.login;

import chatter.client.net.discovery.NearbyServer;
import chatter.client.prefs.KnownServer;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;

/// Binds `Tiles.fxml`, the chats that can be chosen instead of typed, to a `LoginViewModel`.
public final class TilesController {
  private final LoginViewModel model;
  private final Texts texts;
  private final HostedChat hosted;
  private final Consumer<KnownServer> onForget;

  @FXML private Label nearbyTitle;
  @FXML private Pane nearby;
  @FXML private Label knownTitle;
  @FXML private Pane known;
  @FXML private Pane hosting;
  @FXML private Label hostAbout;
  @FXML private Button host;

  /// The chat that this computer hosts, or could host.
  ///
  /// @param exists whether there is one already
  /// @param onOpen called when the person wants to host one, or to look after it
  public record HostedChat(ObservableValue<Boolean> exists, Runnable onOpen) {}

  /// @param hosted the chat of this computer
  /// @param onForget called when a chat is not to be remembered any more
  public TilesController(
      LoginViewModel model, Texts texts, HostedChat hosted, Consumer<KnownServer> onForget) {
    this.model = model;
    this.texts = texts;
    this.hosted = hosted;
    this.onForget = onForget;
  }

  @FXML
  private void initialize() {
    ObservableList<NearbyServer> found = model.places().nearby();
    ObservableList<KnownServer> remembered = model.places().known();
    for (Node part : List.of(nearbyTitle, nearby)) {
      Visibility.when(part, Bindings.isNotEmpty(found).map(is -> is));
    }
    for (Node part : List.of(knownTitle, known)) {
      Visibility.when(part, Bindings.isNotEmpty(remembered).map(is -> is));
    }
    hostAbout
        .textProperty()
        .bind(
            hosted.exists().map(is -> texts.say(is ? "login.host.aboutOwn" : "login.host.about")));
    host.textProperty()
        .bind(hosted.exists().map(is -> texts.say(is ? "login.button.own" : "login.button.host")));
    Visibility.when(hosting, model.places().hostingOfferedProperty());
    found.addListener((ListChangeListener<NearbyServer>) change -> showNearby());
    remembered.addListener((ListChangeListener<KnownServer>) change -> showKnown());
    showNearby();
    showKnown();
  }

  private void showNearby() {
    nearby
        .getChildren()
        .setAll(
            model.places().nearby().stream()
                .map(server ->
                    tile(
                        Icon.NETWORK,
                        server.name(),
                        texts.say("login.tile.people", server.people()),
                        () -> model.choose(server)))
                .toList());
  }

  private void showKnown() {
    known.getChildren().setAll(model.places().known().stream().map(this::row).toList());
  }

  private Node row(KnownServer server) {
    boolean in = server.account().signedIn();
    String detail = in ? texts.say("login.tile.signedIn", server.account().name()) : "";
    Button tile = tile(Icon.HASH, server.title(), detail, () -> model.choose(server));
    if (in) {
      return tile;
    }
    String word = texts.say("login.tile.forget", server.title());
    Button forget = new Button();
    forget.setId("forget");
    forget.setGraphic(Icon.X.node(16));
    forget.getStyleClass().add("icon-button");
    forget.setAccessibleText(word);
    forget.setTooltip(new Tooltip(word));
    forget.setOnAction(click -> {
      model.places().known().remove(server);
      onForget.accept(server);
    });
    HBox.setHgrow(tile, Priority.ALWAYS);
    HBox row = new HBox(tile, forget);
    row.getStyleClass().add("tile-row");
    return row;
  }

  private static Button tile(Icon icon, String name, String detail, Runnable action) {
    Label title = new Label(name);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    Label about = new Label(detail);
    about.getStyleClass().addAll("text-2", "small");
    HBox content = new HBox(icon.node(18), title, about);
    content.getStyleClass().add("tile-content");
    Button tile = new Button(name);
    tile.getStyleClass().setAll("tile");
    tile.setMaxWidth(Double.MAX_VALUE);
    tile.setMinWidth(0);
    tile.setGraphic(content);
    tile.setContentDisplay(javafx.scene.control.ContentDisplay.GRAPHIC_ONLY);
    content
        .prefWidthProperty()
        .bind(
            tile.widthProperty()
                .map(width ->
                    width.doubleValue()
                        - tile.getInsets().getLeft()
                        - tile.getInsets().getRight()));
    tile.setAccessibleText(detail.isEmpty() ? name : name + ", " + detail);
    tile.setOnAction(click -> action.run());
    return tile;
  }

  @FXML
  private void host() {
    hosted.onOpen().run();
  }
}
