package chatter.client.ui;

import javafx.geometry.Insets;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// A screen with one card in its middle, which fills a narrow window and scrolls in a low one. When
/// the card grows or shrinks by itself, its upper edge stays where it is, so that nothing moves
/// away under the pointer. JavaFX application thread only.
public final class CardPane extends ScrollPane {
  private static final double CARD_WIDTH = 380;
  private static final double NARROW = 460;
  private static final Insets AROUND = new Insets(24, 16, 24, 16);

  private final Place place = new Place();

  /// An empty one.
  public CardPane() {
    getStyleClass().add("screen");
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    setContent(place);
    setFocusTraversable(false);
    // Not setFitToHeight: that would squeeze a high card instead of scrolling it.
    viewportBoundsProperty().subscribe(bounds -> place.setMinHeight(bounds.getHeight()));
    widthProperty().subscribe(this::arrange);
  }

  /// The card; it has the style class `card`.
  public Region getCard() {
    return place.getChildren().isEmpty() ? null : (Region) place.getChildren().getFirst();
  }

  /// The card; it has the style class `card`.
  public void setCard(Region card) {
    place.getChildren().setAll(card);
    arrange();
  }

  /// Brings the card back into the middle: what it shows is new.
  public void centre() {
    place.centre();
  }

  private void arrange() {
    Region card = getCard();
    if (card == null || getWidth() == 0) {
      return;
    }
    boolean narrow = getWidth() < NARROW;
    place.setPadding(narrow ? Insets.EMPTY : AROUND);
    card.getStyleClass().remove("narrow");
    if (narrow) {
      card.getStyleClass().add("narrow");
    }
    card.setMaxSize(
        narrow ? Double.MAX_VALUE : CARD_WIDTH, narrow ? Double.MAX_VALUE : Region.USE_PREF_SIZE);
  }

  /// What scrolls. The card keeps its upper edge until the window's height changes, unless it would
  /// not fit below it.
  private final class Place extends StackPane {
    private double window;
    private double top;
    private boolean fresh = true;

    private void centre() {
      fresh = true;
      requestLayout();
    }

    @Override
    protected void layoutChildren() {
      Region card = getCard();
      if (card == null || card.getMaxHeight() != Region.USE_PREF_SIZE) {
        super.layoutChildren();
        return;
      }
      double left = snappedLeftInset();
      double across = getWidth() - left - snappedRightInset();
      double width = Math.min(card.getMaxWidth(), across);
      double height = snapSizeY(card.prefHeight(width));
      double spare = getHeight() - snappedTopInset() - snappedBottomInset() - height;
      if (fresh || window != getMinHeight()) {
        window = getMinHeight();
        top = Math.max(0, spare / 2);
        // One that does not fit has no place yet.
        fresh = spare <= 0;
      }
      card.resizeRelocate(
          snapPositionX(left + (across - width) / 2),
          snapPositionY(snappedTopInset() + Math.clamp(spare, 0, top)),
          width,
          height);
    }
  }
}
