package chatter.client.ui.dialog;

import chatter.client.ui.Motion;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.animation.KeyValue;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// Shows questions on a card in the middle of the window, over everything else. Put it on top of
/// the scene's root. Escape is the answer no. The buttons have the ids `dialogYes` and `dialogNo`,
/// or `dialogOption0`, `dialogOption1` … and `dialogNo`. JavaFX application thread only.
public final class DialogLayer extends StackPane implements Dialogs {
  /// The files that servers take as profile pictures.
  private static final String[] PICTURES = {"*.png", "*.jpg", "*.jpeg", "*.gif", "*.webp"};

  private static final double QUESTION = 360;
  private static final double FORM = 480;
  private static final double WIDE = 760;
  private static final double CHOICE = 520;

  /// How far below the window's upper edge a choice stands, but for the layer's own edge.
  private static final double HIGH = 74;

  /// In a window so low every line counts, as on the page.
  private static final double LOW = 600;

  private static final PseudoClass BARE = PseudoClass.getPseudoClass("bare");

  private final VBox card = new VBox();

  /// Darkens the window behind the card.
  private final Region scrim = new Region();

  /// Shows the scrim in the frame after the next: to draw the whole window anew takes three times
  /// as long as the card.
  private final AnimationTimer darkening =
      new AnimationTimer() {
        private boolean cardDrawn;

        @Override
        public void start() {
          cardDrawn = false;
          super.start();
        }

        @Override
        public void handle(long now) {
          if (cardDrawn) {
            scrim.setVisible(true);
            stop();
          }
          cardDrawn = true;
        }
      };

  private final FocusTrap trap = new FocusTrap(card);
  private Consumer<Boolean> waiting = answer -> {};

  /// Whether a click beside the card takes it away.
  private boolean bare;

  private boolean open;

  /// An invisible one.
  public DialogLayer() {
    getStyleClass().add("dialog-layer");
    card.getStyleClass().addAll("card", "dialog");
    card.setMaxSize(QUESTION, Region.USE_PREF_SIZE);
    card.setAccessibleRole(AccessibleRole.DIALOG);
    StackPane place = new StackPane(card);
    ScrollPane scroll = new ScrollPane(place);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    // Not setFitToHeight: in a low window that would squeeze the card instead of scrolling it.
    scroll.viewportBoundsProperty().subscribe(bounds -> place.setMinHeight(bounds.getHeight()));
    scrim.getStyleClass().add("dialog-scrim");
    scrim.setManaged(false);
    scrim.setMouseTransparent(true);
    getChildren().addAll(scrim, scroll);
    setVisible(false);
    heightProperty()
        .subscribe(() -> {
          if (bare) {
            StackPane.setMargin(card, new Insets(above(), 0, 0, 0));
          }
        });
    addEventFilter(
        MouseEvent.MOUSE_PRESSED,
        press -> {
          if (bare && !card.contains(card.sceneToLocal(press.getSceneX(), press.getSceneY()))) {
            answer(false);
            press.consume();
          }
        });
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            answer(false);
            event.consume();
          }
        });
  }

  @Override
  public void ask(Question question, Consumer<Boolean> answer) {
    answer(false);
    waiting = answer;
    Button no = new Button(question.no());
    no.setId("dialogNo");
    no.getStyleClass().add("ghost");
    no.setOnAction(click -> answer(false));
    Button yes = new Button(question.yes());
    yes.setId("dialogYes");
    yes.getStyleClass().add("danger");
    yes.setOnAction(click -> answer(true));
    HBox buttons = new HBox(8, no, yes);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    show(question.title(), question.text(), buttons);
    no.requestFocus();
  }

  @Override
  public <T> void choose(Choice<T> choice, BiConsumer<T, Boolean> answer) {
    answer(false);
    CheckBox remember = new CheckBox(choice.remember());
    remember.setId("dialogRemember");
    remember.setWrapText(true);
    List<Button> buttons = new ArrayList<>();
    for (Option<T> option : choice.options()) {
      Button button = new Button(option.word());
      button.setId("dialogOption" + buttons.size());
      button.setMaxWidth(Double.MAX_VALUE);
      if (option.danger()) {
        button.getStyleClass().add("danger");
      }
      button.setOnAction(click -> {
        waiting = chosen -> answer.accept(option.value(), remember.isSelected());
        answer(true);
      });
      buttons.add(button);
    }
    Button no = new Button(choice.cancel());
    no.setId("dialogNo");
    no.getStyleClass().add("ghost");
    no.setMaxWidth(Double.MAX_VALUE);
    no.setOnAction(click -> answer(false));
    VBox all = new VBox(8);
    all.getChildren().addAll(buttons);
    all.getChildren().add(no);
    show(choice.title(), choice.text(), remember, all);
    buttons.getFirst().requestFocus();
  }

  private void show(String question, String meaning, Node... answers) {
    Label title = new Label(question);
    title.getStyleClass().add("dialog-title");
    title.setWrapText(true);
    Label text = new Label(meaning);
    text.getStyleClass().add("dialog-text");
    text.setWrapText(true);
    card.setAccessibleText(question);
    card.getChildren().setAll(title, text);
    card.getChildren().addAll(answers);
    appear();
  }

  /// Shows something to read, until the person has read it.
  ///
  /// @param close the word on the button that takes it away
  public void tell(String heading, Node content, String close) {
    tell(heading, content, close, FORM);
  }

  /// The same for what has columns.
  public void tellWide(String heading, Node content, String close) {
    tell(heading, content, close, WIDE);
  }

  private void tell(String heading, Node content, String close, double width) {
    answer(false);
    Label title = new Label(heading);
    title.getStyleClass().add("dialog-title");
    Button done = new Button(close);
    done.setId("dialogClose");
    done.getStyleClass().add("ghost");
    done.setOnAction(click -> answer(false));
    HBox buttons = new HBox(done);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    card.setAccessibleText(heading);
    card.getChildren().setAll(title, content, buttons);
    appear(width);
    done.requestFocus();
  }

  /// Shows something to fill in or to choose from, until `close` takes it away, or Escape does.
  ///
  /// @param content what stands below the heading, with the buttons to leave by
  /// @param start what has the keyboard at first
  public void open(String heading, Node content, Node start) {
    answer(false);
    Label title = new Label(heading);
    title.getStyleClass().add("dialog-title");
    title.setWrapText(true);
    card.setAccessibleText(heading);
    card.getChildren().setAll(title, content);
    appear(FORM);
    start.requestFocus();
  }

  /// Shows something to choose from, high up and without a heading or an edge of its own. A click
  /// beside it takes it away, too.
  ///
  /// @param name what a screen reader calls it
  /// @param start what has the keyboard at first
  public void openBare(String name, Node content, Node start) {
    answer(false);
    card.setAccessibleText(name);
    if (!holds(content)) {
      card.getChildren().setAll(content);
    }
    place(CHOICE, true);
    // It is asked for by keys, and what is typed next goes there: it does not fade in, and waits
    // for nothing.
    setOpacity(1);
    scrim.setVisible(false);
    darkening.start();
    show();
    start.requestFocus();
  }

  /// Lays out, unseen, what `openBare` will show, unless something is shown.
  public void keepBare(Node content) {
    if (!open && !holds(content)) {
      place(CHOICE, true);
      card.getChildren().setAll(content);
      standBy();
    }
  }

  /// Leaves the layer visible, with nothing to be seen on it: then only the card has to be drawn
  /// when it is shown, and not all of the window.
  private void standBy() {
    card.setVisible(false);
    scrim.setVisible(false);
    setMouseTransparent(true);
    setOpacity(1);
    setVisible(true);
  }

  /// Whether a card is shown.
  public boolean isOpen() {
    return open;
  }

  private boolean holds(Node content) {
    return card.getChildren().equals(List.of(content));
  }

  /// Takes away what is shown; a question is answered with no.
  public void close() {
    answer(false);
  }

  private void appear() {
    appear(QUESTION);
  }

  private void appear(double width) {
    place(width, false);
    scrim.setVisible(true);
    setOpacity(0);
    show();
    var _ = Motion.play(Motion.QUICK, () -> {}, new KeyValue(opacityProperty(), 1));
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    scrim.resizeRelocate(0, 0, getWidth(), getHeight());
  }

  private void place(double width, boolean withoutEdge) {
    bare = withoutEdge;
    card.pseudoClassStateChanged(BARE, bare);
    StackPane.setAlignment(card, bare ? Pos.TOP_CENTER : Pos.CENTER);
    StackPane.setMargin(card, bare ? new Insets(above(), 0, 0, 0) : null);
    card.setMaxWidth(width);
  }

  private double above() {
    return getHeight() < LOW ? 0 : HIGH;
  }

  /// How high what `openBare` shows can be without being cut off.
  public double bareHeight() {
    return getHeight() - snappedTopInset() - snappedBottomInset() - above();
  }

  private void show() {
    open = true;
    card.setVisible(true);
    setMouseTransparent(false);
    setVisible(true);
    trap.set();
  }

  private void answer(boolean yes) {
    if (open) {
      open = false;
      darkening.stop();
      if (bare) {
        standBy();
      } else {
        setVisible(false);
      }
      trap.release();
      Consumer<Boolean> asker = waiting;
      waiting = answer -> {};
      asker.accept(yes);
    }
  }

  @Override
  public Optional<Path> choosePicture(String title, String kinds) {
    return choose(title, new FileChooser.ExtensionFilter(kinds, PICTURES));
  }

  @Override
  public Optional<Path> chooseFile(String title, String kind, String ending) {
    return choose(title, new FileChooser.ExtensionFilter(kind, "*" + ending));
  }

  private Optional<Path> choose(String title, FileChooser.ExtensionFilter kinds) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.getExtensionFilters().add(kinds);
    File chosen = chooser.showOpenDialog(getScene().getWindow());
    return Optional.ofNullable(chosen).map(File::toPath);
  }

  @Override
  public List<Path> chooseFiles(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    List<File> chosen = chooser.showOpenMultipleDialog(getScene().getWindow());
    return chosen == null ? List.of() : chosen.stream().map(File::toPath).toList();
  }

  @Override
  public Optional<Path> chooseNewFile(String title, String name) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialFileName(name);
    File chosen = chooser.showSaveDialog(getScene().getWindow());
    return Optional.ofNullable(chosen).map(File::toPath);
  }
}
