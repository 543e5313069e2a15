package chatter.client.chat.search;

import chatter.client.chat.keys.Shortcut;
import chatter.client.chat.search.SearchPieces.Written;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.FieldName;
import chatter.client.ui.Icon;
import chatter.client.ui.SidePanelHead;
import chatter.client.ui.Status;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.emoji.EmojiImages;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Looking for messages, beside a conversation: a field, what narrows the search, and below it what
/// was found, or what can be said. The keys stay in the field: Up and Down choose, Enter goes
/// there, Escape puts away what is offered and then the panel. Tab leads to a calendar where a day
/// is asked for, and Escape back. Style classes `side-panel` and `search-panel`. JavaFX application
/// thread only.
public final class SearchPanel extends VBox {
  private static final PseudoClass PROBLEM = PseudoClass.getPseudoClass("problem");

  /// As many letters as the server reads.
  private static final int LONGEST = 10_000;

  private static final int PAGE = 8;

  /// As near to the end more is asked for.
  private static final int NEAR = 4;

  private final SearchPanelViewModel model;
  private final Texts texts;
  private final Runnable onClose;
  private final TextField input = new TextField();
  private final ToggleButton everywhere = new ToggleButton();
  private final ToggleButton here = new ToggleButton();
  private final ToggleButton files = new ToggleButton();
  private final DayCalendar calendar;
  private final ListView<SearchRow> list = new ListView<>();

  /// What is said at the end.
  private final ObjectProperty<Status> status = new SimpleObjectProperty<>(Status.NONE);

  /// What can be done there, in words; empty for nothing.
  private final StringProperty action = new SimpleStringProperty("");

  /// Says to screen readers what is chosen, and how the search goes, while the keyboard is in the
  /// field; unseen.
  private final Label announcement = new Label();

  /// What the model says, as long as this is shown: the model lives longer.
  private final ObjectProperty<SearchPanelViewModel.State> state = new SimpleObjectProperty<>();

  private double wide;

  /// What was chosen, and so scrolled to, last.
  private String revealed = "";

  /// How the search went when that was told last.
  private String told = "";

  /// What the calendar was told last; null for nothing.
  private SearchPanelViewModel.Calendar months;

  private boolean writing;

  /// @param onClose takes the panel away
  public SearchPanel(
      SearchPanelViewModel model,
      Texts texts,
      AvatarImages avatars,
      EmojiImages emoji,
      Runnable onClose) {
    this.model = model;
    this.texts = texts;
    this.onClose = onClose;
    getStyleClass().addAll("side-panel", "search-panel");
    setId("searchPanel");
    calendar =
        new DayCalendar(
            Locale.getDefault(Locale.Category.FORMAT), texts.say("search.date"), this::choose);
    calendar.managedProperty().bind(calendar.visibleProperty());
    calendar.setVisible(false);
    calendar.addEventFilter(KeyEvent.KEY_PRESSED, this::pressedInCalendar);
    VBox body = new VBox(10, field(), calendar, chips());
    body.getStyleClass().add("side-panel-body");
    list.setId("searchList");
    list.getStyleClass().add("search-list");
    list.setFocusTraversable(false);
    list.setCellFactory(_ -> new SearchCell(texts, avatars, emoji, () -> wide, this::foot));
    // Before the list takes the keyboard.
    list.addEventFilter(MouseEvent.MOUSE_PRESSED, this::clicked);
    list.widthProperty().subscribe(this::fit);
    list.heightProperty().subscribe(this::lookForMore);
    list.skinProperty()
        .subscribe(skin -> {
          if (skin != null && list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            flow.positionProperty().subscribe(this::lookForMore);
          }
        });
    VBox.setVgrow(list, Priority.ALWAYS);
    announcement.setId("searchChosen");
    announcement.setOpacity(0);
    announcement.setManaged(false);
    announcement.setMouseTransparent(true);
    getChildren()
        .addAll(
            new SidePanelHead(texts, texts.say("search.title"), onClose), body, list, announcement);
    state.bind(model.stateProperty());
    state.subscribe(this::show);
    sceneProperty().subscribe((_, scene) -> shownIn(scene));
  }

  private Node field() {
    input.setId("messageSearch");
    input.setPromptText(texts.say("search.field"));
    FieldName.ofPrompt(input);
    input.setTextFormatter(
        new TextFormatter<>(
            change -> change.getControlNewText().length() > LONGEST ? null : change));
    input.textProperty().subscribe((_, _) -> written());
    input
        .caretPositionProperty()
        .subscribe((_, _) -> {
          // Without the keyboard it is put to the beginning by itself.
          if (input.isFocused()) {
            written();
          }
        });
    input.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    Region lens = Icon.SEARCH.node(16);
    lens.setMouseTransparent(true);
    StackPane field = new StackPane(input, lens);
    field.getStyleClass().add("search-field");
    field.setAlignment(Pos.CENTER_LEFT);
    return field;
  }

  private Node chips() {
    chip(everywhere, "everywhere", () -> model.within(false));
    chip(here, "here", model::chooseHere);
    chip(files, "file", model::toggleFiles);
    Button from = new Button();
    chip(from, "from", () -> model.begin("from"));
    Button before = new Button();
    chip(before, "before", () -> model.begin("before"));
    FlowPane chips = new FlowPane(6, 6, everywhere, here, from, files, before);
    chips.setAccessibleRole(AccessibleRole.TOOL_BAR);
    chips.setAccessibleText(texts.say("search.narrow"));
    return chips;
  }

  private void chip(ButtonBase chip, String name, Runnable action) {
    chip.setId("search-" + name);
    chip.setText(texts.say("search.chip." + name));
    chip.getStyleClass().setAll("chip");
    chip.setOnAction(_ -> {
      // First: whoever gets the keyboard has all that is written chosen.
      input.requestFocus();
      action.run();
      show(model.stateProperty().get());
    });
  }

  /// How the search goes, and what can be done about it.
  private Region foot() {
    Label told = new Label();
    told.getStyleClass().add("search-told");
    told.setWrapText(true);
    Visibility.text(told, status.map(Status::text));
    status.subscribe(now -> told.pseudoClassStateChanged(PROBLEM, now.problem()));
    Button more = new Button();
    more.getStyleClass().addAll("text-button", "search-further");
    more.setOnAction(_ -> {
      input.requestFocus();
      model.goOn();
    });
    Visibility.text(more, action);
    VBox all = new VBox(6, told, more);
    all.getStyleClass().add("search-end");
    return all;
  }

  private void shownIn(Scene scene) {
    if (scene == null) {
      model.setActive(false);
      state.unbind();
    } else {
      if (!state.isBound()) {
        state.bind(model.stateProperty());
      }
      model.setActive(true);
    }
  }

  /// Puts the keyboard into the field, with all that is written chosen.
  public void takeFocus() {
    input.requestFocus();
    input.selectAll();
  }

  /// Puts the keyboard into the field as if it had never been elsewhere.
  public void resumeFocus() {
    if (!input.isFocused()) {
      writing = true;
      input.requestFocus();
      input.positionCaret(model.stateProperty().get().written().caret());
      writing = false;
    }
  }

  private void written() {
    if (!writing) {
      model.write(input.getText(), input.getCaretPosition());
    }
  }

  private void fit() {
    double now = Math.floor(list.getWidth());
    if (now > 0 && now != wide) {
      wide = now;
      list.refresh();
    }
  }

  private void show(SearchPanelViewModel.State now) {
    write(now.written());
    everywhere.setSelected(now.everywhere());
    here.setSelected(!now.everywhere());
    here.setText(now.hereName());
    here.setDisable(!now.mayChooseHere());
    files.setSelected(now.files());
    status.set(now.status());
    action.set(now.action());
    show(now.calendar());
    list.setAccessibleText(texts.say(now.offering() ? "search.offers" : "search.list"));
    boolean others = replace(now.rows());
    if (now.chosen() < 0) {
      list.getSelectionModel().clearSelection();
    } else {
      list.getSelectionModel().clearAndSelect(now.chosen());
    }
    String key = now.target().map(SearchRow::key).orElse("");
    if (now.chosen() >= 0 && (others || !key.equals(revealed))) {
      // Otherwise who has scrolled on by hand stays there, as when more is found.
      reveal(now.chosen(), others);
    }
    revealed = key;
    tell(now);
    lookForMore();
  }

  /// Whoever walks through it stays where they are while nothing else is written.
  private void show(SearchPanelViewModel.Calendar next) {
    if (next != null && !next.equals(months)) {
      calendar.show(next.day(), next.today());
    }
    months = next;
    calendar.setVisible(next != null);
  }

  private void choose(LocalDate day) {
    model.choose(day);
    resumeFocus();
  }

  private void pressedInCalendar(KeyEvent key) {
    if (Shortcut.ESCAPE.matches(key)) {
      resumeFocus();
      key.consume();
    }
  }

  private void write(Written next) {
    if (writing) {
      return;
    }
    writing = true;
    if (!next.text().equals(input.getText())) {
      input.setText(next.text());
      input.positionCaret(next.caret());
    }
    writing = false;
  }

  /// In place, so that what one has scrolled to stays where it is.
  ///
  /// @return whether the first of them is another one
  private boolean replace(List<SearchRow> rows) {
    List<SearchRow> shown = list.getItems();
    boolean others = shown.isEmpty() || !shown.getFirst().key().equals(rows.getFirst().key());
    if (others) {
      list.getItems().setAll(rows);
      return true;
    }
    int both = Math.min(rows.size(), shown.size());
    for (int i = 0; i < both; i++) {
      if (!rows.get(i).equals(shown.get(i))) {
        shown.set(i, rows.get(i));
      }
    }
    if (both < shown.size()) {
      list.getItems().remove(both, shown.size());
    } else if (both < rows.size()) {
      shown.addAll(new ArrayList<>(rows.subList(both, rows.size())));
    }
    return false;
  }

  /// Scrolls only if it is not in view.
  private void reveal(int place, boolean others) {
    if (others) {
      list.scrollTo(place);
    } else if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
      flow.scrollTo(place);
    }
  }

  /// What is chosen, and before it how the search goes if that is news.
  private void tell(SearchPanelViewModel.State now) {
    String chosen = now.target().map(row -> SearchCell.words(texts, row)).orElse("");
    String goes = now.status().text().equals(told) ? "" : now.status().text();
    told = now.status().text();
    announce(
        Stream.of(goes, chosen)
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(", ")));
  }

  private void announce(String words) {
    if (!words.isEmpty() && !words.equals(announcement.getText())) {
      announcement.setText(words);
      announcement.setAccessibleText(words);
      announcement.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
  }

  /// When the list is laid out: is its end near?
  private void lookForMore() {
    Platform.runLater(() -> {
      if (list.getScene() != null && list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
        IndexedCell<?> last = flow.getLastVisibleCell();
        if (last != null && last.getIndex() >= list.getItems().size() - NEAR) {
          model.more();
        }
      }
    });
  }

  private void pressed(KeyEvent key) {
    boolean plain =
        !key.isShiftDown() && !key.isControlDown() && !key.isMetaDown() && !key.isAltDown();
    if (Shortcut.ESCAPE.matches(key)) {
      if (!model.decline()) {
        onClose.run();
      }
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
      case ENTER -> model.enter();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void clicked(MouseEvent press) {
    Node at = press.getTarget() instanceof Node node ? node : null;
    while (at != null && !(at instanceof SearchCell)) {
      if (at instanceof ButtonBase) {
        return;
      }
      at = at.getParent();
    }
    if (at instanceof SearchCell cell && cell.getItem() != null) {
      // The keyboard stays in the field.
      press.consume();
      resumeFocus();
      if (press.getButton() == MouseButton.PRIMARY && !(cell.getItem() instanceof SearchRow.Foot)) {
        model.run(cell.getIndex());
      }
    }
  }
}
