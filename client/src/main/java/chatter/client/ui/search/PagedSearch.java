package chatter.client.ui.search;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// People sought by what they are called, page by page. Only what was asked for last is shown, and
/// what was sought stays sought when it fails. JavaFX application thread only.
///
/// @param <T> who is found
public final class PagedSearch<T> {
  /// Fetches a page. Exactly one of both consumers is called, on the JavaFX application thread.
  ///
  /// @param <T> who is found
  public interface Loader<T> {
    /// @param query nothing finds everybody
    /// @param after the `next` of the page before; null for the first page
    /// @param failed gets what went wrong, in words
    void load(String query, Long after, Consumer<Page<T>> good, Consumer<String> failed);
  }

  /// Some of those found.
  ///
  /// @param next where the following page begins; null if there is none
  public record Page<T>(List<T> found, Long next) {
    /// Some of those found.
    public Page {
      found = List.copyOf(found);
    }
  }

  /// What there is to show.
  ///
  /// @param query what is sought
  /// @param found who was found so far
  /// @param answered whether that is the answer to `query`
  /// @param more whether there are more
  /// @param loading whether the server is asked
  /// @param problem what went wrong with what was asked last, in words; empty if nothing did
  public record State<T>(
      String query,
      List<T> found,
      boolean answered,
      boolean more,
      boolean loading,
      String problem) {}

  private final Loader<T> loader;
  private final ReadOnlyObjectWrapper<State<T>> state =
      new ReadOnlyObjectWrapper<>(new State<>("", List.of(), false, false, false, ""));
  private Long next;
  private int asked;
  private Runnable last = () -> search("");

  /// Asks nothing yet.
  public PagedSearch(Loader<T> loader) {
    this.loader = loader;
  }

  /// Looks for somebody; nothing finds everybody.
  public void search(String query) {
    last = () -> search(query);
    State<T> now = state.get();
    boolean same = now.query().equals(query);
    begin(query, same && now.answered());
    load(null, page -> page.found());
  }

  /// The following page, if there is one and nothing is under way.
  public void more() {
    State<T> now = state.get();
    if (next == null || now.loading()) {
      return;
    }
    last = this::more;
    begin(now.query(), true);
    load(next, page -> joined(state.get().found(), page.found()));
  }

  /// All that is shown once more: it may have changed.
  ///
  /// @param done runs when it is there
  public void again(Runnable done) {
    last = () -> again(done);
    State<T> now = state.get();
    begin(now.query(), now.answered());
    again(asked, now.found().size(), List.of(), null, done);
  }

  private void again(int mine, int shown, List<T> before, Long after, Runnable done) {
    loader.load(
        state.get().query(),
        after,
        page -> {
          List<T> found = joined(before, page.found());
          if (mine == asked && page.next() != null && found.size() < shown) {
            again(mine, shown, found, page.next(), done);
          } else if (mine == asked) {
            settle(found, page.next());
            done.run();
          }
        },
        problem -> failed(mine, problem));
  }

  /// What failed once more.
  public void retry() {
    last.run();
  }

  /// Changes those found, as when somebody goes by another name.
  public void replaceAll(UnaryOperator<T> change) {
    State<T> now = state.get();
    List<T> found = now.found().stream().map(change).toList();
    if (!found.equals(now.found())) {
      state.set(
          new State<>(
              now.query(), found, now.answered(), now.more(), now.loading(), now.problem()));
    }
  }

  private void begin(String query, boolean answered) {
    asked++;
    state.set(new State<>(query, state.get().found(), answered, next != null, true, ""));
  }

  private void load(Long after, Function<Page<T>, List<T>> all) {
    int mine = asked;
    loader.load(
        state.get().query(),
        after,
        page -> {
          if (mine == asked) {
            settle(all.apply(page), page.next());
          }
        },
        problem -> failed(mine, problem));
  }

  private void settle(List<T> found, Long following) {
    next = following;
    state.set(new State<>(state.get().query(), found, true, following != null, false, ""));
  }

  private void failed(int mine, String problem) {
    if (mine != asked) {
      return;
    }
    State<T> now = state.get();
    if (!now.answered()) {
      // Who was found for other words would look like the answer.
      next = null;
    }
    List<T> found = now.answered() ? now.found() : List.of();
    state.set(new State<>(now.query(), found, now.answered(), next != null, false, problem));
  }

  private static <T> List<T> joined(List<T> before, List<T> more) {
    return Stream.concat(before.stream(), more.stream()).toList();
  }

  /// What there is to show.
  public ReadOnlyObjectProperty<State<T>> stateProperty() {
    return state.getReadOnlyProperty();
  }
}
