package chatter.client.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.KeyValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// Shows questions on a card in the middle of the window, over everything else. Put it on top of
/// the scene's root. Escape is the answer no. The buttons have the ids `dialogYes` and `dialogNo`.
/// JavaFX application thread only.
public final class DialogLayer extends StackPane implements Dialogs {
  /// The files that servers take as profile pictures.
  private static final String[] PICTURES = {"*.png", "*.jpg", "*.jpeg", "*.gif", "*.webp"};

  private final VBox card = new VBox();
  private final FocusTrap trap = new FocusTrap(card);
  private Consumer<Boolean> waiting = answer -> {};

  /// An invisible one.
  public DialogLayer() {
    getStyleClass().add("dialog-layer");
    card.getStyleClass().addAll("card", "dialog");
    card.setMaxSize(360, Region.USE_PREF_SIZE);
    card.setAccessibleRole(AccessibleRole.DIALOG);
    getChildren().add(card);
    setVisible(false);
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
    Label title = new Label(question.title());
    title.getStyleClass().add("dialog-title");
    title.setWrapText(true);
    Label text = new Label(question.text());
    text.getStyleClass().add("dialog-text");
    text.setWrapText(true);
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
    card.setAccessibleText(question.title());
    card.getChildren().setAll(title, text, buttons);
    setOpacity(0);
    setVisible(true);
    trap.set();
    no.requestFocus();
    var _ = Motion.play(Motion.QUICK, () -> {}, new KeyValue(opacityProperty(), 1));
  }

  private void answer(boolean yes) {
    if (isVisible()) {
      setVisible(false);
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
  public Optional<Path> chooseNewFile(String title, String name) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialFileName(name);
    File chosen = chooser.showSaveDialog(getScene().getWindow());
    return Optional.ofNullable(chosen).map(File::toPath);
  }
}
