package chatter.client.chat.switcher;

import chatter.client.chat.keys.Shortcut;
import chatter.client.chat.switcher.SwitcherRanking.Found;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.FieldName;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.emoji.EmojiImages;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Where one says where to go: a field, and below it what goes by what is typed. The keys stay in
/// the field: Up and Down choose, Enter goes there. Style class `switcher`. JavaFX application
/// thread only.
public final class SwitcherView extends VBox {
  private static final double ROW = 56;

  /// So that a chosen row does not touch the field, nor the round corners.
  private static final Insets ROUND_LIST = new Insets(6, 0, 6, 0);

  /// What is above the list, and the list's margins.
  private static final double HEAD = 66;

  private static final int MOST_IN_VIEW = 7;
  private static final int PAGE = MOST_IN_VIEW - 1;

  /// As many letters as the server takes.
  private static final int LONGEST = 254;

  private final SwitcherViewModel model;
  private final Texts texts;
  private final Consumer<SwitcherEntry> onChosen;
  private final Runnable onClose;
  private final TextField input = new TextField();
  private final ListView<Found> list = new ListView<>();
  private final Label status = new Label();

  /// Says to screen readers what is chosen, while the keyboard is in the field; unseen.
  private final Label announcement = new Label();

  /// How many rows there may be in view: fewer while it is made.
  private int rows;

  private double room = Double.MAX_VALUE;

  /// Whether anybody has asked for it.
  private boolean begun;

  /// @param problem what went wrong with going there, in words; empty if nothing did
  /// @param onChosen goes there
  /// @param onClose takes the view away
  public SwitcherView(
      SwitcherViewModel model,
      ObservableValue<String> problem,
      Texts texts,
      AvatarImages avatars,
      EmojiImages emoji,
      Consumer<SwitcherEntry> onChosen,
      Runnable onClose) {
    this.model = model;
    this.texts = texts;
    this.onChosen = onChosen;
    this.onClose = onClose;
    getStyleClass().add("switcher");
    setId("switcher");
    input.setId("switcherInput");
    input.getStyleClass().add("switcher-field");
    input.setPromptText(texts.say("sidebar.find"));
    FieldName.ofPrompt(input);
    input.setTextFormatter(
        new TextFormatter<>(
            change -> change.getControlNewText().length() > LONGEST ? null : change));
    // Nothing below sets what it listens to.
    input.textProperty().subscribe((_, text) -> model.type(text));
    input.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    HBox.setHgrow(input, Priority.ALWAYS);
    HBox head = new HBox(8, Icon.SEARCH.node(18), input);
    head.getStyleClass().add("switcher-head");
    head.setAlignment(Pos.CENTER_LEFT);
    list.setId("switcherList");
    list.getStyleClass().add("switcher-list");
    list.setAccessibleText(texts.say("sidebar.find"));
    list.setFocusTraversable(false);
    list.setFixedCellSize(ROW);
    list.setCellFactory(_ -> new SwitcherCell(texts, avatars, emoji));
    // Before the list takes the keyboard.
    list.addEventFilter(MouseEvent.MOUSE_PRESSED, this::clicked);
    list.managedProperty().bind(list.visibleProperty());
    VBox.setMargin(list, ROUND_LIST);
    status.getStyleClass().add("switcher-status");
    status.setWrapText(true);
    Visibility.when(status, status.textProperty().isNotEmpty());
    Label trouble = new Label();
    trouble.getStyleClass().add("problem");
    trouble.setWrapText(true);
    trouble.setMaxWidth(Double.MAX_VALUE);
    Visibility.text(trouble, problem);
    announcement.setId("switcherChosen");
    announcement.setOpacity(0);
    announcement.setManaged(false);
    announcement.setMouseTransparent(true);
    getChildren().addAll(head, trouble, list, status, announcement);
    model.stateProperty().subscribe(this::show);
  }

  /// Makes one more of the rows that are in view at once. What is made is to be laid out before
  /// more is, or there is no use in it.
  ///
  /// @return whether all of them are made
  boolean makeMore() {
    if (rows < MOST_IN_VIEW) {
      rows++;
      model.begin();
      show(model.stateProperty().get());
    }
    return rows == MOST_IN_VIEW;
  }

  /// How high it can be: in a low window, or with large text, fewer rows are in view.
  ///
  /// @param height in pixels
  void setRoom(double height) {
    room = height;
    show(model.stateProperty().get());
  }

  /// Empties the field and shows where one was last.
  public void begin() {
    rows = MOST_IN_VIEW;
    begun = true;
    model.begin();
    input.clear();
  }

  /// What has the keyboard.
  public Node start() {
    return input;
  }

  private void show(SwitcherViewModel.State now) {
    boolean others = !list.getItems().equals(now.found());
    if (others) {
      list.getItems().setAll(now.found());
    }
    double height = Math.min(Math.min(rows, now.found().size()) * ROW, Math.max(ROW, room - HEAD));
    list.setMinHeight(height);
    list.setPrefHeight(height);
    list.setMaxHeight(height);
    list.setVisible(!now.found().isEmpty());
    status.setText(words(now));
    if (now.chosen() < now.found().size()) {
      list.getSelectionModel().clearAndSelect(now.chosen());
      if (others) {
        list.scrollTo(now.chosen());
      } else {
        reveal(now.chosen());
      }
      announce(now.found().get(now.chosen()).entry().name());
    }
  }

  private String words(SwitcherViewModel.State now) {
    if (!now.problem().isEmpty()) {
      return now.problem();
    }
    if (!now.found().isEmpty()) {
      return "";
    }
    return texts.say(now.asking() ? "app.loading" : "sidebar.notFound");
  }

  private void announce(String name) {
    if (begun && !name.equals(announcement.getText())) {
      announcement.setText(name);
      announcement.setAccessibleText(name);
      announcement.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
  }

  /// Scrolls only if it is not in view.
  private void reveal(int place) {
    if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
      flow.scrollTo(place);
    }
  }

  private void pressed(KeyEvent key) {
    boolean plain =
        !key.isShiftDown() && !key.isControlDown() && !key.isMetaDown() && !key.isAltDown();
    if (Shortcut.FIND.matches(key) || (plain && key.getCode() == KeyCode.ESCAPE)) {
      onClose.run();
    } else if (!plain || !move(key.getCode())) {
      return;
    }
    key.consume();
  }

  /// @return whether the key means something here
  private boolean move(KeyCode code) {
    switch (code) {
      case UP -> model.step(-1);
      case DOWN -> model.step(1);
      case PAGE_UP -> model.leap(-PAGE);
      case PAGE_DOWN -> model.leap(PAGE);
      case ENTER -> model.stateProperty().get().target().ifPresent(onChosen);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void clicked(MouseEvent press) {
    Node at = press.getTarget() instanceof Node node ? node : null;
    while (at != null && !(at instanceof SwitcherCell)) {
      at = at.getParent();
    }
    if (press.getButton() == MouseButton.PRIMARY
        && at instanceof SwitcherCell cell
        && cell.getItem() != null) {
      press.consume();
      model.choose(cell.getIndex());
      onChosen.accept(cell.getItem().entry());
    }
  }
}
