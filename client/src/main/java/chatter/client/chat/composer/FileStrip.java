package chatter.client.chat.composer;

import chatter.client.chat.file.FileWords;
import chatter.client.chat.file.UprightPicture;
import chatter.client.net.outbox.OutboxFile;
import chatter.client.ui.Futures;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.util.Subscription;

/// The files chosen for the message that is being written, above the field, and why some were not
/// taken. Style class `file-strip`. JavaFX application thread only.
final class FileStrip extends VBox {
  private static final double THUMB = 44;

  private final Texts texts;
  private final Runnable onRemoved;
  private final FlowPane tiles = new FlowPane(8, 8);
  private final Label problem = new Label();
  private final Map<String, CompletableFuture<Image>> thumbs = new HashMap<>();
  private ChosenFiles files;
  private Function<OutboxFile, Path> copies = _ -> null;
  private Subscription watching = Subscription.EMPTY;

  /// @param onRemoved runs after one was taken off
  FileStrip(Texts texts, Runnable onRemoved) {
    this.texts = texts;
    this.onRemoved = onRemoved;
    getStyleClass().add("file-strip");
    problem.getStyleClass().add("file-problem");
    problem.setWrapText(true);
    problem.setGraphic(Icon.CIRCLE_ALERT.node(14));
    problem.managedProperty().bind(problem.visibleProperty());
    tiles.setAccessibleText(texts.say("file.chosen"));
    tiles.managedProperty().bind(tiles.visibleProperty());
    getChildren().addAll(problem, tiles);
    managedProperty().bind(visibleProperty());
    show(null, copies);
  }

  /// Shows the files of another message; null for none.
  ///
  /// @param copyOf where the copy of a file is
  void show(ChosenFiles next, Function<OutboxFile, Path> copyOf) {
    watching.unsubscribe();
    thumbs.clear();
    files = next;
    copies = copyOf;
    if (next == null) {
      watching = Subscription.EMPTY;
      setVisible(false);
      return;
    }
    ListChangeListener<ChosenFile> listener = _ -> draw();
    next.list().addListener(listener);
    watching =
        Subscription.combine(
            () -> next.list().removeListener(listener),
            next.problemProperty().subscribe(this::draw));
    draw();
  }

  private void draw() {
    problem.setText(files.problemProperty().get());
    problem.setVisible(!problem.getText().isEmpty());
    List<ChosenFile> chosen = List.copyOf(files.list());
    tiles.getChildren().setAll(chosen.stream().map(this::tile).toList());
    tiles.setVisible(!chosen.isEmpty());
    setVisible(problem.isVisible() || tiles.isVisible());
    if (chosen.isEmpty()) {
      thumbs.clear();
    }
  }

  private Node tile(ChosenFile file) {
    Label name = new Label(file.name());
    name.getStyleClass().add("file-name");
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    Label size =
        new Label(
            file.kept() == null ? texts.say("file.keeping") : FileWords.size(texts, file.bytes()));
    size.getStyleClass().add("file-size");
    VBox words = new VBox(name, size);
    words.setAlignment(Pos.CENTER_LEFT);
    words.setMaxWidth(150);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button remove = new Button();
    remove.setGraphic(Icon.X.node(16));
    remove.getStyleClass().addAll("icon-button", "small");
    remove.setAccessibleText(texts.say("file.remove", file.name()));
    remove.setOnAction(_ -> {
      files.remove(file);
      onRemoved.run();
    });
    HBox tile = new HBox(10, picture(file.kept()), words, remove);
    tile.setAlignment(Pos.CENTER_LEFT);
    tile.getStyleClass().add("file-tile");
    return tile;
  }

  private Node picture(OutboxFile copy) {
    StackPane place = new StackPane();
    place.getStyleClass().add("file-icon");
    place.setMinSize(THUMB, THUMB);
    place.setMaxSize(THUMB, THUMB);
    if (copy == null || copy.width() == null) {
      place.getChildren().add(Icon.FILE.node(20));
      return place;
    }
    ImageView view = new ImageView();
    Futures.deliver(
        thumbs.computeIfAbsent(copy.id(), _ -> thumb(copies.apply(copy))),
        Platform::runLater,
        // Without one if it cannot be read.
        (image, _) -> view.setImage(image));
    view.setPreserveRatio(true);
    fit(view, copy);
    Rectangle round = new Rectangle(THUMB, THUMB);
    round.setArcWidth(16);
    round.setArcHeight(16);
    StackPane cut = new StackPane(view);
    cut.setMinSize(THUMB, THUMB);
    cut.setMaxSize(THUMB, THUMB);
    cut.setClip(round);
    place.getChildren().add(cut);
    return place;
  }

  /// Read beside this thread, and no larger than it is shown on a dense screen.
  private static CompletableFuture<Image> thumb(Path file) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return UprightPicture.of(file, 4 * THUMB, 2 * THUMB);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /// So that the shorter side fills the tile.
  private static void fit(ImageView view, OutboxFile copy) {
    if (copy.width() > copy.height()) {
      view.setFitHeight(THUMB);
    } else {
      view.setFitWidth(THUMB);
    }
  }
}
