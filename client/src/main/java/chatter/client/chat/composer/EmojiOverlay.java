package chatter.client.chat.composer;

import chatter.client.ui.emoji.EmojiImages;
import chatter.shared.text.Graphemes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.css.PseudoClass;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.IndexRange;
import javafx.scene.control.TextArea;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/// Pictures of the emoji in a field, laid over the letters that JavaFX draws for them, which are
/// grey on most systems: each on a ground of the field's colour, style class `emoji-ground`, with
/// `:selected`. Put it above the field, as large as that. JavaFX application thread only.
final class EmojiOverlay extends Region {
  private static final Pattern CHARACTER = Pattern.compile("\\X");
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

  /// What has more of them shows the others as letters.
  private static final int MOST = 400;

  private static final double LARGEST = 18;

  /// Narrower than this nothing is drawn for it that could be covered.
  private static final double NARROWEST = 6;

  private final TextArea field;
  private final EmojiImages images;
  private final Rectangle edge = new Rectangle();
  private final List<Tile> tiles = new ArrayList<>();
  private List<Place> places = List.of();

  /// Where an emoji stands in the text.
  private record Place(int from, int to, String emoji) {}

  /// The picture of one.
  private static final class Tile extends StackPane {
    private final ImageView view = new ImageView();
    private String shown = "";

    Tile() {
      getStyleClass().add("emoji-ground");
      getChildren().add(view);
    }
  }

  /// @param field whose emoji they are
  EmojiOverlay(TextArea field, EmojiImages images) {
    this.field = field;
    this.images = images;
    setMouseTransparent(true);
    setClip(edge);
    field
        .textProperty()
        .subscribe(text -> {
          places = placesIn(text);
          requestLayout();
        });
    field.selectionProperty().subscribe(_ -> moved());
    field.scrollTopProperty().subscribe(_ -> moved());
    field.layoutBoundsProperty().subscribe(_ -> moved());
    field.fontProperty().subscribe(_ -> moved());
  }

  private void moved() {
    if (!places.isEmpty()) {
      requestLayout();
    }
  }

  private List<Place> placesIn(String text) {
    if (text.chars().allMatch(c -> c < 0xA9)) {
      return List.of();
    }
    List<Place> found = new ArrayList<>();
    Matcher character = CHARACTER.matcher(text);
    while (found.size() < MOST && character.find()) {
      if (Graphemes.isEmoji(character.group()) && images.has(character.group())) {
        found.add(new Place(character.start(), character.end(), character.group()));
      }
    }
    return found;
  }

  /// What is drawn of the text; null before the field has been.
  private Text letters() {
    for (Node node : field.lookupAll(".text")) {
      if (node instanceof Text text && text.getText().equals(field.getText())) {
        return text;
      }
    }
    return null;
  }

  /// The field alone says how large both are.
  @Override
  protected double computePrefWidth(double height) {
    return 0;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 0;
  }

  @Override
  protected void layoutChildren() {
    edge.setX(1);
    edge.setY(1);
    edge.setWidth(Math.max(0, getWidth() - 2));
    edge.setHeight(Math.max(0, getHeight() - 2));
    Text letters = places.isEmpty() ? null : letters();
    int shown = 0;
    if (letters != null) {
      IndexRange selection = field.getSelection();
      for (Place place : places) {
        Bounds bounds = boundsOf(place, letters);
        if (bounds.getWidth() >= NARROWEST
            && bounds.getMaxY() > 0
            && bounds.getMinY() < getHeight()) {
          boolean selected =
              selection.getStart() <= place.from() && place.to() <= selection.getEnd();
          lay(tile(shown++), place.emoji(), bounds, selected);
        }
      }
    }
    for (int i = 0; i < tiles.size(); i++) {
      tiles.get(i).setVisible(i < shown);
    }
  }

  private Tile tile(int number) {
    if (number == tiles.size()) {
      Tile tile = new Tile();
      tiles.add(tile);
      getChildren().add(tile);
    }
    return tiles.get(number);
  }

  private void lay(Tile tile, String emoji, Bounds bounds, boolean selected) {
    if (!emoji.equals(tile.shown)) {
      tile.view.setImage(images.image(emoji));
      tile.shown = emoji;
    }
    // Those of systems without a font for them are narrow.
    double size = Math.min(LARGEST, Math.min(bounds.getWidth() + 3, bounds.getHeight()));
    tile.view.setFitWidth(size);
    tile.view.setFitHeight(size);
    tile.pseudoClassStateChanged(SELECTED, selected);
    tile.resizeRelocate(bounds.getMinX(), bounds.getMinY(), bounds.getWidth(), bounds.getHeight());
  }

  /// Where it is drawn, a little less wide, so that the caret is seen beside it.
  private Bounds boundsOf(Place place, Text letters) {
    Path shape = new Path(letters.rangeShape(place.from(), place.to()));
    shape.setStroke(null);
    // What is neither filled nor stroked has no bounds.
    shape.setFill(Color.BLACK);
    Bounds drawn = shape.getLayoutBounds();
    if (drawn.isEmpty()) {
      return drawn;
    }
    Bounds here = sceneToLocal(letters.localToScene(drawn));
    return new BoundingBox(
        here.getMinX(), here.getMinY(), Math.max(0, here.getWidth() - 1), here.getHeight());
  }
}
