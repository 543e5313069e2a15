package chatter.client.ui.search;

import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// What is to be said about those who were found, and the way to more of them; stands below their
/// list. Style class `search-foot`. JavaFX application thread only.
public final class SearchFooter extends VBox {
  private static final PseudoClass PROBLEM = PseudoClass.getPseudoClass("problem");

  private final Texts texts = Texts.shared();
  private final Label status = new Label();
  private final Button more = new Button();

  /// An empty one.
  public SearchFooter() {
    getStyleClass().add("search-foot");
    status.getStyleClass().add("search-status");
    status.setWrapText(true);
    more.getStyleClass().addAll("text-button", "search-more");
    more.setMaxWidth(Double.MAX_VALUE);
    Visibility.when(status, status.textProperty().map(text -> !text.isEmpty()));
    managedProperty().bind(visibleProperty());
    getChildren().addAll(status, more);
  }

  /// Tells of a search from now on.
  public <T> void bind(PagedSearch<T> search) {
    ReadOnlyObjectProperty<PagedSearch.State<T>> state = search.stateProperty();
    Visibility.when(more, state.map(now -> now.more() || !now.problem().isEmpty()));
    more.setOnAction(click -> {
      if (state.get().problem().isEmpty()) {
        search.more();
      } else {
        search.retry();
      }
    });
    state.subscribe(this::show);
  }

  private void show(PagedSearch.State<?> now) {
    boolean failed = !now.problem().isEmpty();
    status.setText(failed ? now.problem() : words(now));
    status.pseudoClassStateChanged(PROBLEM, failed);
    more.setText(texts.say(failed ? "app.tryAgain" : "people.search.more"));
  }

  private String words(PagedSearch.State<?> now) {
    if (!now.answered()) {
      return now.loading() ? texts.say("app.loading") : "";
    }
    if (now.found().isEmpty()) {
      return texts.say("people.search.none");
    }
    return now.query().isEmpty() || now.more()
        ? ""
        : texts.say("people.search.found", now.found().size());
  }
}
