package chatter.client.settings;

import chatter.client.prefs.Appearance;
import chatter.client.settings.SettingsViewModel.State;
import chatter.client.ui.Icon;
import chatter.client.ui.MenuRow;
import chatter.client.ui.Motion;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import java.util.Map;
import javafx.animation.KeyValue;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;

/// Binds `Settings.fxml`, the content of the drawer, to a `SettingsViewModel`, and shows the panel
/// that is asked for.
public final class SettingsController implements AutoCloseable {
  private static final double COMES_FROM = 24;

  private final SettingsViewModel model;
  private final Texts texts;

  @FXML private ScrollPane page;
  @FXML private Pane menu;
  @FXML private Pane panel;
  @FXML private Button back;
  @FXML private Label panelTitle;
  @FXML private Pane panelPlace;
  @FXML private ToggleButton themeSystem;
  @FXML private ToggleButton themeLight;
  @FXML private ToggleButton themeDark;
  @FXML private ToggleButton enterSends;
  @FXML private Label enterSendsHint;
  @FXML private MenuRow itemCHATS;
  @FXML private Pane administration;
  @FXML private MenuRow itemHOSTING;
  private Map<State, PanelView> panels = Map.of();

  /// How far the menu was scrolled when it was left.
  private double menuPlace;

  private boolean inMenu = true;
  private Runnable onBack;

  /// A panel and what it shows.
  ///
  /// @param opened called when it shows
  public record PanelView(Node view, Runnable opened) {}

  /// Shows nothing but the menu until `setPanels`.
  public SettingsController(SettingsViewModel model, Texts texts) {
    this.model = model;
    this.texts = texts;
  }

  /// Says at the end of its row what the hosted chat does.
  public void showHosting(ObservableValue<String> doing) {
    itemHOSTING.detailProperty().bind(doing);
  }

  /// Says at the top which chat this is.
  public void showChat(ObservableValue<String> name) {
    itemCHATS.textProperty().bind(name);
  }

  /// Shows what only those see who run the chat.
  public void showAdministration(ObservableValue<Boolean> administers) {
    Visibility.when(administration, administers);
  }

  /// Stops saying what the hosted chat does.
  @Override
  public void close() {
    itemHOSTING.detailProperty().unbind();
  }

  /// There is no way back from what shows now to a menu that nobody opened: it is closed instead.
  public void setClose(Runnable close) {
    onBack = close;
    setBackButton(Icon.X, "drawer.close");
  }

  private void setBackButton(Icon icon, String words) {
    back.setGraphic(icon.node(20));
    back.setAccessibleText(texts.say(words));
  }

  /// Says what is behind the rows of the menu.
  public void setPanels(Map<State, PanelView> views) {
    panels = Map.copyOf(views);
  }

  @FXML
  private void initialize() {
    Map<Appearance, ToggleButton> themes =
        Map.of(
            Appearance.SYSTEM, themeSystem,
            Appearance.LIGHT, themeLight,
            Appearance.DARK, themeDark);
    Map<Appearance, Icon> icons =
        Map.of(
            Appearance.SYSTEM, Icon.MONITOR,
            Appearance.LIGHT, Icon.SUN,
            Appearance.DARK, Icon.MOON);
    themes.forEach((appearance, button) -> {
      String word = texts.say(Texts.key("drawer.appearance.", appearance));
      button.setGraphic(icons.get(appearance).node(18));
      button.setTooltip(new Tooltip(word));
      button.setAccessibleText(word);
      button.setOnAction(click -> {
        model.setAppearance(appearance);
        button.setSelected(true);
      });
    });
    model
        .preferencesProperty()
        .subscribe(now -> {
          themes.forEach((one, button) -> button.setSelected(one == now.appearance()));
          enterSends.setSelected(now.enterSends());
          enterSendsHint.setText(
              texts.say(now.enterSends() ? "drawer.enterSends.on" : "drawer.enterSends.off"));
        });
    model
        .stateProperty()
        .subscribe(state -> {
          onBack = null;
          setBackButton(Icon.CHEVRON_LEFT, "drawer.back");
          show(state);
        });
    page.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE && model.stateProperty().get() != State.MENU) {
            back();
            event.consume();
          }
        });
  }

  private void show(State state) {
    if (inMenu) {
      menuPlace = page.getVvalue();
    }
    inMenu = state == State.MENU;
    menu.setVisible(inMenu);
    menu.setManaged(inMenu);
    panel.setVisible(!inMenu);
    panel.setManaged(!inMenu);
    // The menu is longer or shorter than what was there: its place means nothing before it stands.
    page.applyCss();
    page.layout();
    page.setVvalue(inMenu ? menuPlace : 0);
    if (!inMenu) {
      PanelView shown = panels.get(state);
      panelTitle.setText(texts.say("settings.item." + state.name()));
      panelPlace.getChildren().setAll(shown.view());
      shown.opened().run();
    }
    Node now = inMenu ? menu : panel;
    now.setOpacity(0);
    now.setTranslateX(inMenu ? -COMES_FROM : COMES_FROM);
    var _ =
        Motion.play(
            Motion.MOVE,
            () -> {},
            new KeyValue(now.opacityProperty(), 1, Motion.EASE),
            new KeyValue(now.translateXProperty(), 0, Motion.EASE));
  }

  @FXML
  private void back() {
    if (onBack != null) {
      onBack.run();
      return;
    }
    State from = model.stateProperty().get();
    model.stateProperty().set(State.MENU);
    Node row = menu.lookup("#item" + from.name());
    if (row != null) {
      row.requestFocus();
    }
  }

  @FXML
  private void toggleEnterSends() {
    model.setEnterSends(enterSends.isSelected());
  }

  @FXML
  private void openChats() {
    model.stateProperty().set(State.CHATS);
  }

  @FXML
  private void openInvite() {
    model.stateProperty().set(State.INVITE);
  }

  @FXML
  private void openPeople() {
    model.stateProperty().set(State.PEOPLE);
  }

  @FXML
  private void openAbout() {
    model.stateProperty().set(State.ABOUT);
  }

  @FXML
  private void openName() {
    model.stateProperty().set(State.NAME);
  }

  @FXML
  private void openNotifications() {
    model.stateProperty().set(State.NOTIFICATIONS);
  }

  @FXML
  private void openCopy() {
    model.stateProperty().set(State.COPY);
  }

  @FXML
  private void openPassword() {
    model.stateProperty().set(State.PASSWORD);
  }

  @FXML
  private void openDevices() {
    model.stateProperty().set(State.DEVICES);
  }

  @FXML
  private void openHosting() {
    model.stateProperty().set(State.HOSTING);
  }

  @FXML
  private void openCheck() {
    model.stateProperty().set(State.CHECK);
  }

  @FXML
  private void signOut() {
    model.signOut();
  }
}
