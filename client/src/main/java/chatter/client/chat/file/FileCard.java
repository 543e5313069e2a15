package chatter.client.chat.file;

import chatter.client.chat.message.MessageFile;
import chatter.client.chat.text.Openable;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// A file of a message that is no picture: what it is called, how large it is, and what can be done
/// with it. Style class `file-card`.
final class FileCard extends HBox {
  private final FileContext tools;
  private final MessageFile file;
  private final Label name = new Label();
  private final Label about = new Label();
  private final VBox words = new VBox(2, name, about);

  /// What it is, while nothing is under way.
  private final List<Node> said = new ArrayList<>(List.of(name, about));

  private boolean listed;

  private final Button save = new Button();
  private final Button folder = new Button();
  private final Button open = new Button();
  private ProgressLine progress;
  private Subscription watching = Subscription.EMPTY;

  /// @param commandId of the message while it waits; else null
  FileCard(FileContext tools, MessageFile file, String sender, String commandId) {
    super(10);
    this.tools = tools;
    this.file = file;
    Texts texts = tools.texts();
    getStyleClass().add("file-card");
    setAlignment(Pos.CENTER_LEFT);
    StackPane icon = new StackPane((file.isPlayed() ? Icon.PLAY : Icon.FILE).node(18));
    icon.getStyleClass().add("file-icon");
    name.setText(file.name());
    name.getStyleClass().add("file-name");
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    about.setText(FileWords.about(texts, file));
    about.getStyleClass().add("file-size");
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    getChildren().addAll(icon, words);
    if (file.waiting()) {
      if (commandId != null) {
        showProgress(
            new ProgressLine(
                texts,
                texts.say("file.uploading"),
                texts.say("file.cancel"),
                () -> tools.actions().cancel(commandId)));
        watching =
            tools
                .uploads()
                .of(file.copy())
                .subscribe(sent -> progress.show(sent.longValue(), file.bytes()));
      }
      return;
    }
    boolean program = FileWords.isProgram(file);
    button(open, Icon.EYE, texts.say("file.openLabel", file.name()));
    open.setOnAction(_ -> tools.actions().open(file));
    button(save, Icon.DOWNLOAD, texts.say("file.saveLabel", file.name()));
    save.setOnAction(_ -> tools.actions().save(file, sender));
    button(folder, Icon.FOLDER, texts.say("file.folderLabel", file.name()));
    folder.setOnAction(_ -> tools.actions().showInFolder(file));
    open.setVisible(!program);
    getChildren().addAll(open, save, folder);
    watching = tools.downloads().of(file).subscribe(this::saving);
    setOnMouseClicked(click -> {
      if (click.getButton() == MouseButton.PRIMARY && click.isStillSincePress() && !program) {
        tools.actions().open(file);
        click.consume();
      }
    });
  }

  private static void button(Button button, Icon icon, String words) {
    button.setGraphic(icon.node(18));
    button.getStyleClass().addAll("icon-button", "small", "file-button");
    button.setFocusTraversable(false);
    button.setAccessibleText(words);
    button.managedProperty().bind(button.visibleProperty());
  }

  private void saving(Downloads.State state) {
    boolean underWay = state != null && state.saved() == null;
    folder.setVisible(state != null && state.saved() != null);
    save.setVisible(state == null);
    open.setVisible(!underWay && !listed && !FileWords.isProgram(file));
    if (underWay) {
      if (progress == null) {
        Texts texts = tools.texts();
        showProgress(
            new ProgressLine(
                texts,
                texts.say("file.saving"),
                texts.say("file.stopSaving", file.name()),
                () -> tools.actions().stop(file)));
      }
      progress.show(state.got(), file.bytes());
    } else if (progress != null) {
      words.getChildren().setAll(said);
      progress = null;
    }
  }

  private void showProgress(ProgressLine line) {
    progress = line;
    words.getChildren().setAll(name, line);
  }

  /// It stands in a list of many: with another line of words, another button, and no ground of its
  /// own. A press on it opens it.
  void list(String more, Button button) {
    listed = true;
    getStyleClass().setAll("shared-row");
    Label last = new Label(more);
    last.getStyleClass().add("file-size");
    last.setMinWidth(0);
    said.add(last);
    words.setPrefWidth(0);
    if (progress == null) {
      words.getChildren().setAll(said);
    }
    open.setVisible(false);
    getChildren().add(button);
    if (!FileWords.isProgram(file)) {
      setCursor(Cursor.HAND);
    }
  }

  void release() {
    watching.unsubscribe();
  }

  /// What can be pressed just now.
  List<Openable> targets() {
    List<Openable> all = new ArrayList<>();
    if (progress != null) {
      all.add(new Openable(progress.button(), progress.button()::fire));
    }
    if (!file.waiting()) {
      for (Button button : List.of(open, save, folder)) {
        if (button.isVisible()) {
          all.add(new Openable(button, button::fire));
        }
      }
    }
    return all;
  }
}
