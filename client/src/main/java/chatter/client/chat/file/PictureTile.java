package chatter.client.chat.file;

import chatter.client.chat.message.MessageFile;
import chatter.client.chat.text.Openable;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.util.Subscription;

/// A picture of a message, cut to the room it has: first some few pixels of it, then itself, which
/// may move. Style class `picture-tile`.
final class PictureTile extends Region {
  private static final double ROUND = 20;
  private static final double DENSE = 1.25;

  /// What is longer stands still.
  private static final long MOVING_BYTES = 8L * 1024 * 1024;

  private final FileContext tools;
  private final MessageFile file;
  private final Runnable open;
  private final ImageView view = new ImageView();
  private final Label missing = new Label();

  /// Over the picture, where it shows that this one is chosen.
  private final Region frame = new Region();

  private final Rectangle edge = new Rectangle();
  private Subscription watching = Subscription.EMPTY;
  private boolean released;
  private boolean sharp;

  /// It as it stands still; null before it is there.
  private Image still;

  /// It as it moves; null before it is there, and if it does not.
  private Image moving;

  private boolean askedToMove;

  /// The width for which a picture was asked last.
  private double askedFor;

  PictureTile(FileContext tools, MessageFile file, Runnable open) {
    this.tools = tools;
    this.file = file;
    this.open = open;
    getStyleClass().add("picture-tile");
    setAccessibleRole(AccessibleRole.BUTTON);
    setAccessibleText(file.name());
    setCursor(Cursor.HAND);
    edge.setArcWidth(ROUND);
    edge.setArcHeight(ROUND);
    setClip(edge);
    missing.setWrapText(true);
    missing.getStyleClass().add("file-missing");
    missing.setVisible(false);
    missing.setMouseTransparent(true);
    view.setPreserveRatio(true);
    view.setMouseTransparent(true);
    frame.getStyleClass().add("picture-frame");
    frame.setMouseTransparent(true);
    getChildren().addAll(view, missing, frame);
    setOnMouseClicked(click -> {
      if (click.getButton() == MouseButton.PRIMARY && click.isStillSincePress()) {
        open.run();
        click.consume();
      }
    });
    showThumb();
  }

  /// Lets it move, if it is one that does.
  PictureTile withMotion() {
    if (file.mediaType().equals("image/gif") && file.bytes() <= MOVING_BYTES) {
      watching = tools.motion().subscribe(_ -> show());
    }
    return this;
  }

  MessageFile file() {
    return file;
  }

  Openable target() {
    return new Openable(this, open);
  }

  private void showThumb() {
    if (file.thumb() != null) {
      try {
        Image few = new Image(new ByteArrayInputStream(Base64.getDecoder().decode(file.thumb())));
        view.setImage(few.isError() ? null : few);
      } catch (IllegalArgumentException notBase64) {
        view.setImage(null);
      }
    }
  }

  void release() {
    released = true;
    watching.unsubscribe();
    still = null;
    moving = null;
    view.setImage(null);
  }

  @Override
  public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
    if (action == AccessibleAction.FIRE) {
      open.run();
    } else {
      super.executeAccessibleAction(action, parameters);
    }
  }

  /// How wide the whole picture is when its shorter side fills the tile.
  private double coverWidth() {
    return Math.max(getWidth(), getHeight() * file.width() / file.height());
  }

  private void ask() {
    double width = coverWidth();
    if (released || getScene() == null || getScene().getWindow() == null || width <= askedFor) {
      return;
    }
    askedFor = width;
    double density = getScene().getWindow().getRenderScaleX();
    int wide = (int) Math.min(file.width(), Math.ceil(width * density));
    int high = Math.max(1, (int) Math.round((double) wide * file.height() / file.width()));
    tools
        .pictures()
        .get(
            file,
            density > DENSE ? Pictures.Size.LARGE : Pictures.Size.SMALL,
            wide,
            high,
            () -> !released && getScene() != null,
            image -> {
              if (!released) {
                sharp = true;
                missing.setVisible(false);
                still = image;
                show();
              }
            },
            failure -> {
              // A picture that was there stays; one that was not is asked for again later.
              askedFor = 0;
              if (!released && !sharp) {
                missing.setText(
                    tools
                        .texts()
                        .say(
                            failure instanceof Pictures.GoneException
                                ? "file.unavailable"
                                : "file.notLoaded",
                            file.name()));
                missing.setVisible(true);
                if (failure instanceof Pictures.GoneException) {
                  view.setImage(null);
                  askedFor = Double.MAX_VALUE;
                }
              }
            });
  }

  private void show() {
    boolean moves = !watching.equals(Subscription.EMPTY) && tools.motion().get();
    if (still != null) {
      view.setImage(moves && moving != null ? moving : still);
      requestLayout();
      if (moves && !askedToMove) {
        askToMove();
      }
    }
  }

  private void askToMove() {
    askedToMove = true;
    tools
        .pictures()
        .get(
            file,
            Pictures.Size.WHOLE,
            (int) still.getWidth(),
            (int) still.getHeight(),
            () -> !released && getScene() != null,
            image -> {
              if (!released) {
                moving = image;
                show();
              }
            },
            // It stands still then.
            _ -> {});
  }

  @Override
  protected void layoutChildren() {
    edge.setWidth(getWidth());
    edge.setHeight(getHeight());
    view.setFitWidth(coverWidth());
    view.setFitHeight(0);
    double height = coverWidth() * file.height() / file.width();
    view.relocate((getWidth() - coverWidth()) / 2, (getHeight() - height) / 2);
    layoutInArea(missing, 8, 8, getWidth() - 16, getHeight() - 16, 0, HPos.CENTER, VPos.CENTER);
    frame.resize(getWidth(), getHeight());
    ask();
  }
}
