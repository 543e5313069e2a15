package chatter.client.chat.file;

import chatter.client.net.http.ApiException;
import chatter.client.net.http.ErrorMessage;
import chatter.client.ui.Futures;
import chatter.client.ui.Texts;
import chatter.shared.api.SharedItem;
import chatter.shared.api.SharedKind;
import chatter.shared.api.SharedResponse;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What was shared in a conversation, of one kind at a time, by page and the newest first. What is
/// loaded of a kind stays while others are looked at. JavaFX application thread only.
public final class FilesPanelViewModel {
  /// Asks the server for a page.
  public interface Loader {
    /// @param before the `next` of the page before; null for the newest
    CompletableFuture<SharedResponse> load(SharedKind kind, Long before);
  }

  /// What there is to show.
  ///
  /// @param items the newest message first
  /// @param answered whether the server has said anything of this kind
  /// @param more whether older messages may have some
  /// @param dry whether the server has looked through many and found none: it is asked for more
  ///   only if somebody wants that
  /// @param loading whether the server is being asked
  /// @param problem why it was not answered, in words; empty if it was
  public record State(
      SharedKind kind,
      List<SharedItem> items,
      boolean answered,
      boolean more,
      boolean dry,
      boolean loading,
      String problem) {
    public State {
      items = List.copyOf(items);
    }
  }

  /// What is known of a kind.
  private static final class Shelf {
    private List<SharedItem> items = List.of();
    private Long next;
    private boolean answered;
    private boolean dry;
    private boolean loading;

    /// Whether something of it may have changed since it was asked for.
    private boolean stale;

    private String problem = "";
  }

  private final Loader loader;
  private final Executor ui;
  private final Texts texts;
  private final Map<SharedKind, Shelf> shelves = new EnumMap<>(SharedKind.class);
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>();
  private SharedKind kind = SharedKind.PICTURES;
  private boolean active;

  /// Asks nothing before it is active.
  public FilesPanelViewModel(Loader loader, Executor ui, Texts texts) {
    this.loader = loader;
    this.ui = ui;
    this.texts = texts;
    for (SharedKind one : SharedKind.values()) {
      shelves.put(one, new Shelf());
    }
    publish();
  }

  /// What there is to show.
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Whether anybody sees it: only then the server is asked.
  public void setActive(boolean seen) {
    active = seen;
    catchUp();
  }

  /// Shows another kind.
  public void show(SharedKind next) {
    kind = next;
    publish();
    catchUp();
  }

  private Shelf shelf() {
    return shelves.get(kind);
  }

  private void publish() {
    Shelf now = shelf();
    state.set(
        new State(
            kind,
            now.items,
            now.answered,
            now.next != null || !now.answered,
            now.dry,
            now.loading,
            now.problem));
  }

  private void catchUp() {
    Shelf now = shelf();
    if (active && !now.loading && (!now.answered || now.stale) && now.problem.isEmpty()) {
      again();
    }
  }

  /// The older ones, if there are any and nothing is under way.
  public void more() {
    Shelf now = shelf();
    if (active && now.answered && now.next != null && !now.loading && now.problem.isEmpty()) {
      load(now, now.next, now.items, 0);
    }
  }

  /// What failed once more.
  public void retry() {
    Shelf now = shelf();
    now.problem = "";
    if (now.answered && !now.stale) {
      more();
    } else {
      catchUp();
    }
    publish();
  }

  /// From the newest to the oldest that is shown.
  private void again() {
    Shelf now = shelf();
    now.stale = false;
    long seen = now.items.isEmpty() ? Long.MAX_VALUE : now.items.getLast().seq();
    // As far as was looked, though nothing was found there.
    load(now, null, List.of(), now.next == null ? seen : now.next);
  }

  /// @param before what stands above the page
  /// @param to goes on until this message
  private void load(Shelf shelf, Long after, List<SharedItem> before, long to) {
    SharedKind asked = kind;
    shelf.loading = true;
    shelf.problem = "";
    publish();
    Futures.deliver(
        loader.load(asked, after),
        ui,
        (page, failure) -> {
          shelf.loading = false;
          if (failure != null) {
            shelf.stale |= after == null || to > 0;
            shelf.problem = ErrorMessage.of(ApiException.of(failure)).say(texts::say);
            publish();
            return;
          }
          List<SharedItem> all = new ArrayList<>(before);
          all.addAll(page.items());
          if (page.next() != null && to > 0 && to < page.next() && active && kind == asked) {
            load(shelf, page.next(), all, to);
            return;
          }
          shelf.items = List.copyOf(all);
          shelf.next = page.next();
          shelf.dry = page.items().isEmpty() && page.next() != null;
          shelf.answered = true;
          publish();
          catchUp();
        });
  }

  /// Something happened in the conversation.
  public void came(ServerEvent.Entry entry) {
    switch (entry) {
      case ServerEvent.MessagePosted posted -> {
        if (posted.files() != null && !posted.files().isEmpty()) {
          outdate(SharedKind.PICTURES);
          outdate(SharedKind.FILES);
        }
        // No link is without either.
        if (posted.body() != null && (posted.body().contains(".") || posted.body().contains(":"))) {
          outdate(SharedKind.LINKS);
        }
      }
      case ServerEvent.MessageDeleted _, ServerEvent.MessageEdited _ -> outdate();
      case ServerEvent.MessagePinned _,
          ServerEvent.ReactionChanged _,
          ServerEvent.MembersChanged _,
          ServerEvent.ConversationChanged _ -> {}
    }
  }

  /// Somebody goes by another name, perhaps.
  public void accountChanged(AccountInfo account) {
    for (Shelf shelf : shelves.values()) {
      shelf.items =
          shelf.items.stream()
              .map(item ->
                  item.sender().id() == account.id()
                      ? new SharedItem(
                          item.seq(), account, item.sentAt(), item.files(), item.links())
                      : item)
              .toList();
    }
    publish();
  }

  /// Everything may have changed.
  public void outdate() {
    for (SharedKind one : SharedKind.values()) {
      outdate(one);
    }
  }

  private void outdate(SharedKind one) {
    Shelf its = shelves.get(one);
    its.stale = its.answered || its.loading;
    if (one == kind) {
      catchUp();
    }
  }
}
