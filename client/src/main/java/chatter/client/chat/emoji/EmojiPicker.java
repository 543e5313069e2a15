package chatter.client.chat.emoji;

import chatter.client.chat.emoji.EmojiPickerViewModel.Choice;
import chatter.client.chat.emoji.EmojiPickerViewModel.Line;
import chatter.client.chat.emoji.EmojiPickerViewModel.Place;
import chatter.client.chat.emoji.EmojiPickerViewModel.Step;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.search.SearchField;
import chatter.shared.text.Emoji;
import chatter.shared.text.EmojiKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Chooses an emoji: by what it is called, by category, or of those used most; and the skin tone
/// for all of them. The field to search in keeps the keyboard: arrows go from one to the next, Page
/// Up and Down from category to category, Enter takes one, and Shift with it, or with a click, goes
/// on choosing. Only the lines in view are drawn. It is made step by step, because all at once
/// would keep the window waiting, and then used again and again. Style class `emoji-picker`. JavaFX
/// application thread only.
public final class EmojiPicker extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final double CELL = 38;
  private static final double EMOJI = 24;
  private static final double SMALL_EMOJI = 18;
  private static final double LARGE_EMOJI = 28;
  private static final double SCROLL_BAR = 12;
  private static final double ROWS = 6.5;
  private static final int WHOLE_ROWS = (int) Math.ceil(ROWS);
  private static final int BUTTONS_AT_ONCE = 2;

  /// Each shows its skin tone on this.
  private static final String HAND = "✋";

  private final EmojiPickerViewModel model;
  private final EmojiImages images;
  private final Texts texts;
  private final SearchField search = new SearchField();
  private final List<Button> categories = new ArrayList<>();
  private final List<ToggleButton> tones = new ArrayList<>();
  private final ToggleGroup group = new ToggleGroup();
  private final ListView<Line> list = new ListView<>();
  private final Label none = new Label();
  private final ImageView picture = new ImageView();
  private final Label name = new Label();
  private final Label shortcode = new Label();

  /// What is still to be made of it.
  private final Deque<Runnable> steps = new ArrayDeque<>();

  private Listener listener = (_, _) -> {};

  /// What happens with the one chosen.
  public interface Listener {
    /// An emoji was taken.
    ///
    /// @param more whether another one may follow
    void chosen(String emoji, boolean more);
  }

  /// One of which little is made yet; see `makeMore`.
  ///
  /// @param recents those used most, and the skin tone; not changed by a choice
  EmojiPicker(EmojiRecents recents, Texts texts, EmojiImages images) {
    super(6);
    model = new EmojiPickerViewModel(recents, EmojiSearch::shared);
    this.texts = texts;
    this.images = images;
    getStyleClass().add("emoji-picker");
    setId("emojiPicker");
    setAccessibleText(texts.say("emoji.title"));
    HBox bar = new HBox(2);
    bar.getStyleClass().add("emoji-categories");
    HBox tonesBar = new HBox();
    StackPane place = new StackPane();
    VBox.setVgrow(place, Priority.ALWAYS);
    steps.add(this::addSearch);
    steps.add(() -> getChildren().addAll(bar, place));
    List<EmojiKind.Category> all = new ArrayList<>(List.of(EmojiKind.Category.values()));
    all.addFirst(null);
    inSteps(all.size(), at -> bar.getChildren().add(categoryButton(all.get(at))));
    steps.add(() -> getChildren().add(foot(tonesBar)));
    inSteps(EmojiKind.TONES + 1, tone -> tonesBar.getChildren().add(toneButton(tone)));
    steps.add(() -> addList(place));
    for (int rows = 2; rows <= WHOLE_ROWS; rows++) {
      int shown = rows;
      steps.add(() -> setRows(shown));
    }
    steps.add(() -> {
      list.setMaxHeight(Double.MAX_VALUE);
      addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
      model.chosenProperty().subscribe(_ -> showChosen());
    });
    // What is done for the first time takes longer, too.
    steps.add(this::reset);
  }

  private void inSteps(int buttons, IntConsumer add) {
    for (int from = 0; from < buttons; from += BUTTONS_AT_ONCE) {
      int first = from;
      int end = Math.min(buttons, from + BUTTONS_AT_ONCE);
      steps.add(() -> IntStream.range(first, end).forEach(add));
    }
  }

  /// Makes a little more of it, if anything is missing. What is made is to be laid out before more
  /// is, or there is no use in it.
  ///
  /// @return whether it is whole now
  boolean makeMore() {
    if (!steps.isEmpty()) {
      steps.pop().run();
    }
    return steps.isEmpty();
  }

  /// Begins anew, with what is used most by now; makes what is missing.
  ///
  /// @param next what happens with what is chosen, from now on
  void begin(Listener next) {
    listener = next;
    boolean whole = steps.isEmpty();
    while (!whole) {
      whole = makeMore();
    }
    reset();
  }

  private void reset() {
    search.clear();
    model.begin();
    for (ToggleButton tone : tones) {
      tone.setSelected(tone.getUserData().equals(model.tone()));
    }
    list.scrollTo(0);
    showAll();
  }

  /// What has the keyboard at first.
  Node start() {
    return search.input();
  }

  private void addSearch() {
    search.setPrompt(texts.say("emoji.find"));
    search.input().setId("emojiSearch");
    search
        .textProperty()
        .subscribe(typed -> {
          model.find(typed);
          showAll();
        });
    getChildren().add(search);
  }

  private void addList(StackPane place) {
    none.setText(texts.say("emoji.notFound"));
    none.getStyleClass().addAll("text-2", "emoji-none");
    none.setMouseTransparent(true);
    list.setId("emojiList");
    list.getStyleClass().add("emoji-list");
    list.setItems(model.lines());
    list.setFixedCellSize(CELL);
    list.setCellFactory(_ -> new LineCell());
    list.setFocusTraversable(false);
    list.setAccessibleText(texts.say("emoji.title"));
    // A press on it must not take the keyboard from the field.
    list.focusedProperty()
        .subscribe(focused -> {
          if (focused) {
            search.requestFocus();
          }
        });
    list.setPrefSize(EmojiPickerViewModel.COLUMNS * CELL + SCROLL_BAR, ROWS * CELL);
    list.setMinHeight(CELL);
    setRows(1);
    place.getChildren().addAll(list, none);
  }

  /// Only so many have to be made.
  private void setRows(int rows) {
    list.setMaxHeight(rows * CELL);
  }

  private Button categoryButton(EmojiKind.Category category) {
    Button button = new Button();
    button.setGraphic(
        category == null ? Icon.CLOCK.node(SMALL_EMOJI) : pictured(signOf(category), SMALL_EMOJI));
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.getStyleClass().addAll("icon-button", "emoji-category");
    button.setAccessibleText(nameOf(category));
    button.setTooltip(new Tooltip(nameOf(category)));
    button.setUserData(category);
    // The keyboard goes there by Page Up and Page Down.
    button.setFocusTraversable(false);
    button.setOnAction(_ -> {
      search.clear();
      search.requestFocus();
      int heading = model.headingOf(category);
      list.scrollTo(heading);
      model.choose(heading + 1, 0);
    });
    HBox.setHgrow(button, Priority.ALWAYS);
    button.setMaxWidth(Double.MAX_VALUE);
    categories.add(button);
    return button;
  }

  private static String signOf(EmojiKind.Category category) {
    return switch (category) {
      case SMILEYS -> "😀";
      case PEOPLE -> "👋";
      case NATURE -> "🐻";
      case FOOD -> "🍎";
      case TRAVEL -> "🚗";
      case ACTIVITIES -> "⚽";
      case OBJECTS -> "💡";
      case SYMBOLS -> "💕";
      case FLAGS -> "🏁";
    };
  }

  private String nameOf(EmojiKind.Category category) {
    return category == null
        ? texts.say("emoji.recent")
        : texts.say(Texts.key("emoji.category.", category));
  }

  private HBox foot(HBox tonesBar) {
    picture.setFitWidth(LARGE_EMOJI);
    picture.setFitHeight(LARGE_EMOJI);
    name.getStyleClass().add("emoji-name");
    shortcode.getStyleClass().addAll("text-2", "small");
    name.setMinWidth(0);
    shortcode.setMinWidth(0);
    VBox words = new VBox(name, shortcode);
    words.setAlignment(Pos.CENTER_LEFT);
    words.setMinWidth(0);
    words.setPrefWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    tonesBar.setAccessibleRole(AccessibleRole.NODE);
    tonesBar.setAccessibleText(texts.say("emoji.tone"));
    tonesBar.setMinWidth(USE_PREF_SIZE);
    tonesBar.setAlignment(Pos.CENTER_RIGHT);
    HBox foot = new HBox(8, picture, words, tonesBar);
    foot.setAlignment(Pos.CENTER_LEFT);
    foot.getStyleClass().add("emoji-foot");
    return foot;
  }

  private ToggleButton toneButton(int tone) {
    ToggleButton button = new ToggleButton();
    button.setGraphic(pictured(Emoji.kind(HAND).orElseThrow().toned(tone), SMALL_EMOJI));
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.getStyleClass().setAll("emoji-tone");
    button.setId("emojiTone" + tone);
    button.setAccessibleText(texts.say("emoji.tone." + tone));
    button.setTooltip(new Tooltip(texts.say("emoji.tone." + tone)));
    button.setUserData(tone);
    button.setToggleGroup(group);
    button.setSelected(tone == model.tone());
    button.setOnAction(_ -> {
      // A second click on the same one would leave none.
      button.setSelected(true);
      if (tone != model.tone()) {
        model.setTone(tone);
        showAll();
      }
    });
    tones.add(button);
    return button;
  }

  /// Its picture, as soon as that is read.
  private ImageView pictured(String emoji, double size) {
    ImageView view = new ImageView();
    view.setImage(images.image(emoji, view::setImage).orElse(null));
    view.setFitWidth(size);
    view.setFitHeight(size);
    return view;
  }

  /// Other emoji are offered, perhaps at the place chosen as well.
  private void showAll() {
    none.setVisible(model.nothingFound());
    list.setVisible(!model.nothingFound());
    showChosen();
  }

  private void showChosen() {
    Choice choice = model.chosen();
    Place at = model.chosenProperty().get();
    name.setText(choice == null ? "" : choice.kind().name());
    shortcode.setText(
        choice == null || choice.kind().shortcodes().isEmpty()
            ? ""
            : ":" + choice.kind().shortcodes().getFirst() + ":");
    picture.setImage(choice == null ? null : pictureOf(choice));
    // The field has the keyboard, so it is there that a screen reader looks.
    search.input().setAccessibleHelp(name.getText());
    for (Button button : categories) {
      button.pseudoClassStateChanged(
          CHOSEN,
          at != null
              && model.headingOf(null) >= 0
              && Objects.equals(button.getUserData(), model.categoryOf(at.line())));
    }
    none.setVisible(model.nothingFound());
  }

  private Image pictureOf(Choice choice) {
    return images
        .image(
            choice.emoji(),
            read -> {
              if (choice.equals(model.chosen())) {
                picture.setImage(read);
              }
            })
        .orElse(null);
  }

  /// Scrolls just so far that the one chosen can be seen, and the name of its category above the
  /// first of them.
  private void reveal() {
    Place at = model.chosenProperty().get();
    if (at != null && list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
      if (at.line() > 0 && model.lines().get(at.line() - 1) instanceof Line.Heading) {
        flow.scrollTo(at.line() - 1);
      }
      flow.scrollTo(at.line());
    }
  }

  private void pressed(KeyEvent key) {
    if (!search.input().isFocused()) {
      return;
    }
    boolean plain = !key.isShortcutDown() && !key.isAltDown() && !key.isShiftDown();
    if (key.getCode() == KeyCode.ENTER) {
      take(model.chosen(), key.isShiftDown());
      key.consume();
    } else if (key.getCode() == KeyCode.ESCAPE && search.input().getText().isEmpty()) {
      // The field would keep it for itself.
      Event.fireEvent(getParent(), key.copyFor(getParent(), getParent()));
      key.consume();
    } else if (plain) {
      Step step = stepOf(key.getCode());
      // From the first emoji Left goes back into what is typed.
      if (step != null && (model.step(step) || step != Step.LEFT)) {
        reveal();
        key.consume();
      }
    }
  }

  /// What a key does; null if it is one of the field's.
  private Step stepOf(KeyCode code) {
    TextField field = search.input();
    return switch (code) {
      case UP -> Step.UP;
      case DOWN -> Step.DOWN;
      case PAGE_UP -> Step.SECTION_BACK;
      case PAGE_DOWN -> Step.SECTION_ON;
      case LEFT -> Step.LEFT;
      // Within what is typed it moves the caret.
      case RIGHT -> field.getCaretPosition() < field.getLength() ? null : Step.RIGHT;
      default -> null;
    };
  }

  private void take(Choice choice, boolean more) {
    if (choice != null) {
      listener.chosen(choice.emoji(), more);
    }
  }

  /// A line: a name, or emoji.
  private final class LineCell extends ListCell<Line> {
    private final Label heading = new Label();
    private final HBox row = new HBox();
    private final List<ChoiceView> choices = new ArrayList<>();

    LineCell() {
      heading.getStyleClass().add("emoji-heading");
      for (int column = 0; column < EmojiPickerViewModel.COLUMNS; column++) {
        ChoiceView choice = new ChoiceView(this, column);
        choices.add(choice);
        row.getChildren().add(choice);
      }
      // As wide as the list.
      setPrefWidth(0);
      model.chosenProperty().subscribe(_ -> mark());
    }

    @Override
    protected void updateItem(Line line, boolean empty) {
      super.updateItem(line, empty);
      switch (line) {
        case null -> setGraphic(null);
        case Line.Heading of -> {
          heading.setText(nameOf(of.category()));
          setGraphic(heading);
        }
        case Line.Row of -> {
          for (int column = 0; column < choices.size(); column++) {
            choices
                .get(column)
                .show(column < of.choices().size() ? of.choices().get(column) : null);
          }
          setGraphic(row);
        }
      }
      mark();
    }

    @Override
    public void updateIndex(int index) {
      super.updateIndex(index);
      mark();
    }

    private void mark() {
      Place at = model.chosenProperty().get();
      for (int column = 0; column < choices.size(); column++) {
        choices
            .get(column)
            .pseudoClassStateChanged(
                CHOSEN, at != null && at.line() == getIndex() && at.column() == column);
      }
    }
  }

  /// One emoji. Style class `emoji-choice`, with `:chosen`.
  private final class ChoiceView extends StackPane {
    private final ImageView view = new ImageView();
    private Choice choice;

    ChoiceView(LineCell cell, int column) {
      view.setFitWidth(EMOJI);
      view.setFitHeight(EMOJI);
      getChildren().add(view);
      getStyleClass().add("emoji-choice");
      setMinSize(CELL, CELL);
      setPrefSize(CELL, CELL);
      setAccessibleRole(AccessibleRole.BUTTON);
      // Not when it comes below a pointer that stands still while the keys scroll.
      setOnMouseMoved(_ -> model.choose(cell.getIndex(), column));
      addEventHandler(MouseEvent.MOUSE_PRESSED, MouseEvent::consume);
      setOnMouseClicked(click -> {
        if (click.getButton() == MouseButton.PRIMARY) {
          take(choice, click.isShiftDown());
        }
      });
    }

    /// The picture, or nothing until it is read.
    private Image picture(Choice shown) {
      return images
          .image(
              shown.emoji(),
              read -> {
                if (shown.equals(choice)) {
                  view.setImage(read);
                }
              })
          .orElse(null);
    }

    void show(Choice shown) {
      choice = shown;
      setVisible(shown != null);
      view.setImage(shown == null ? null : picture(shown));
      setAccessibleText(shown == null ? null : shown.kind().name());
    }
  }
}
