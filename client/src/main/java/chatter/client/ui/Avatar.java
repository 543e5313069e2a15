package chatter.client.ui;

import chatter.shared.text.Graphemes;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;

/// The round picture of somebody: an image, or the initials on a colour that the account's id
/// chooses. Style class `avatar`. JavaFX application thread only.
public final class Avatar extends Region {
  /// How many colours there are, the same as on the page, so that somebody has one colour
  /// everywhere: `-person-0` to `-person-9` for names, and as many for pictures.
  public static final int COLOURS = 10;

  private static final double DOT = 14;
  private static final int FIRST_ROOM = 3;

  private final double size;
  private final Label initials = new Label();
  private final ImageView picture = new ImageView();
  private final Region presence = new Region();
  private String colour = "";

  /// The icon that was shown last, and its node: a list shows the same one again and again, with
  /// people in between.
  private Icon icon;

  private Region graphic;

  /// @param size width and height in pixels
  public Avatar(double size) {
    this.size = size;
    getStyleClass().add("avatar");
    initials.getStyleClass().add("initials");
    // Inline, so that no rule for labels in general changes what has to be legible on the colour.
    initials.setStyle(
        "-fx-text-fill: white; -fx-font-family: \"Inter Semi Bold\"; -fx-font-size: "
            + Math.round(size * 0.375));
    initials.setManaged(false);
    // Whoever it stands for is named beside it.
    initials.setAccessibleRole(AccessibleRole.NODE);
    picture.setManaged(false);
    picture.setFitWidth(size);
    picture.setFitHeight(size);
    picture.setClip(new Circle(size / 2, size / 2, size / 2));
    picture.setVisible(false);
    presence.getStyleClass().add("presence");
    presence.setManaged(false);
    presence.setVisible(false);
    getChildren().addAll(initials, picture, presence);
    setMinSize(size, size);
    setPrefSize(size, size);
    setMaxSize(size, size);
    setMouseTransparent(true);
  }

  /// Shows somebody without a picture.
  public void showInitials(long account, String name) {
    initials.setGraphic(null);
    initials.setText(Graphemes.initials(name));
    colour("person-" + colourOf(account));
    setPicture(null);
  }

  /// Shows an icon, for what is nobody. Rooms begin with the colour of the program itself.
  public void showIcon(long id, Icon sign) {
    initials.setText("");
    if (sign != icon) {
      icon = sign;
      graphic = sign.node(size * 0.45);
      // Inline, because the icon's own style sheet is nearer to it than the avatar's.
      graphic.lookup(".icon-path").setStyle("-fx-stroke: white");
    }
    initials.setGraphic(graphic);
    colour("person-" + colourOf(id + FIRST_ROOM));
    setPicture(null);
  }

  /// Shows how many there are, for several who have no picture together.
  public void showNumber(int people) {
    initials.setGraphic(null);
    initials.setText(Integer.toString(people));
    colour("several");
    setPicture(null);
  }

  /// Covers the initials with a picture; null uncovers them.
  public void setPicture(Image image) {
    picture.setImage(image);
    picture.setVisible(image != null);
    initials.setVisible(image == null);
  }

  /// Shows the dot that says "online".
  public void setOnline(boolean online) {
    presence.setVisible(online);
  }

  /// The number of an account's colour: 0 to `COLOURS` - 1.
  public static int colourOf(long account) {
    return (int) Math.floorMod(account, (long) COLOURS);
  }

  private void colour(String next) {
    if (!next.equals(colour)) {
      getStyleClass().remove(colour);
      getStyleClass().add(next);
      colour = next;
    }
  }

  @Override
  protected void layoutChildren() {
    initials.autosize();
    initials.relocate(
        snapPositionX((size - initials.getWidth()) / 2),
        snapPositionY((size - initials.getHeight()) / 2));
    presence.resizeRelocate(size - DOT + 2, size - DOT + 2, DOT, DOT);
  }

  @Override
  public String getUserAgentStylesheet() {
    return Avatar.class.getResource("avatar.css").toExternalForm();
  }
}
