package chatter.client.ui;

import javafx.geometry.Insets;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// A screen with one card in its middle, which fills a narrow window and scrolls in a low one.
/// JavaFX application thread only.
public final class CardPlace extends ScrollPane {
  private static final double CARD_WIDTH = 380;
  private static final double NARROW = 460;
  private static final Insets AROUND = new Insets(24, 16, 24, 16);

  private final StackPane place = new StackPane();

  /// An empty one.
  public CardPlace() {
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
}
