package chatter.client.ui.search;

import chatter.client.ui.Status;
import chatter.client.ui.StatusLabel;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/// What is to be said about those who were found, and the way to more of them; stands below their
/// list. Style class `search-foot`. JavaFX application thread only.
public final class SearchFooter extends VBox {
  private final Texts texts = Texts.shared();
  private final StatusLabel status = new StatusLabel();
  private final Button more = new Button();

  private final String none;
  private final boolean counts;

  /// An empty one, for people.
  public SearchFooter() {
    this(Texts.shared().say("people.search.none"), true);
  }

  /// An empty one, for what is not counted.
  ///
  /// @param none what to say if nothing was found
  public SearchFooter(String none) {
    this(none, false);
  }

  private SearchFooter(String none, boolean counts) {
    this.none = none;
    this.counts = counts;
    getStyleClass().add("search-foot");
    status.getStyleClass().add("search-status");
    more.getStyleClass().addAll("text-button", "search-more");
    more.setMaxWidth(Double.MAX_VALUE);
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
    status.follow(state.map(this::status));
    state.subscribe(this::show);
  }

  private void show(PagedSearch.State<?> now) {
    more.setText(texts.say(now.problem().isEmpty() ? "people.search.more" : "app.tryAgain"));
  }

  private Status status(PagedSearch.State<?> now) {
    return now.problem().isEmpty() ? Status.good(words(now)) : Status.problem(now.problem());
  }

  private String words(PagedSearch.State<?> now) {
    if (!now.answered()) {
      return now.loading() ? texts.say("app.loading") : "";
    }
    if (now.found().isEmpty()) {
      return none;
    }
    return !counts || now.query().isEmpty() || now.more()
        ? ""
        : texts.say("people.search.found", now.found().size());
  }
}
