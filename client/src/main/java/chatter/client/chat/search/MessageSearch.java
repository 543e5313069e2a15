package chatter.client.chat.search;

import chatter.client.chat.switcher.SwitcherViewModel.Pause;
import chatter.client.net.SearchPage;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ErrorMessage;
import chatter.client.ui.Futures;
import chatter.client.ui.Texts;
import chatter.shared.api.SearchHit;
import chatter.shared.api.SearchResponse;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Messages sought by what is in them, in all conversations or in one, page by page. What was
/// deleted meanwhile goes, and what was edited is asked for anew. Only what was asked for last is
/// shown. JavaFX application thread only.
final class MessageSearch {
  /// So many pages without anything in them are asked for by themselves: the server looks only so
  /// far for one answer.
  static final int MOST_EMPTY = 8;

  /// Asks for a page.
  interface Loader {
    /// @param here the conversation; null for all
    /// @param cursor the `next` of the page before; null for the newest
    CompletableFuture<SearchPage> load(String text, Long here, String cursor);
  }

  /// What is known.
  ///
  /// @param text what is sought
  /// @param here in which conversation; null for all
  /// @param found the newest first
  /// @param answered whether `found` is an answer at all
  /// @param asking whether the server is asked, or about to be
  /// @param more whether there may be others that are older
  /// @param upTo before this time not all messages are found yet; null if all are
  /// @param kept whether only what is on this computer was looked through
  /// @param problem why the server did not answer, in words; empty if it did
  record State(
      String text,
      Long here,
      List<SearchHit> found,
      boolean answered,
      boolean asking,
      boolean more,
      Instant upTo,
      boolean kept,
      String problem) {
    State {
      found = List.copyOf(found);
    }

    boolean isBlank() {
      return text.isBlank();
    }
  }

  private final Loader loader;
  private final Executor ui;
  private final Texts texts;
  private final Pause pause;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(
          new State("", null, List.of(), false, false, false, null, false, ""));

  /// Which question was put last, or is about to be.
  private int question;

  /// Whether the last question is still to be put.
  private boolean due;

  private String text = "";
  private Long here;
  private List<SearchHit> found = List.of();
  private boolean answered;
  private boolean loading;
  private String next;
  private Instant upTo;
  private boolean kept;
  private String problem = "";
  private boolean active;

  /// What was deleted while an answer is on its way, which may still have it.
  private final Set<Ref> gone = new HashSet<>();

  private record Ref(long conversation, long message) {}

  /// @param pause after the last letter, before the server is asked
  MessageSearch(Loader loader, Executor ui, Texts texts, Pause pause) {
    this.loader = loader;
    this.ui = ui;
    this.texts = texts;
    this.pause = pause;
  }

  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  private void publish() {
    state.set(
        new State(text, here, found, answered, due || loading, next != null, upTo, kept, problem));
  }

  /// Whether anybody sees it: much may have come since somebody did.
  void setActive(boolean seen) {
    active = seen;
    if (seen && !text.isBlank()) {
      ask();
    } else if (!seen) {
      due = false;
    }
  }

  /// Another letter: asked for when no other one follows.
  void type(String typed) {
    if (typed.equals(text)) {
      return;
    }
    text = typed;
    if (typed.isBlank()) {
      ask();
      return;
    }
    question++;
    due = true;
    loading = false;
    int mine = question;
    pause.then(() -> {
      if (mine == question && due) {
        ask();
      }
    });
    publish();
  }

  /// In one conversation, or with null in all.
  void within(Long conversation) {
    if (!Objects.equals(conversation, here)) {
      here = conversation;
      ask();
    }
  }

  /// The first page of what is typed, at once.
  void ask() {
    question++;
    due = false;
    answered = false;
    problem = "";
    if (text.isBlank()) {
      loading = false;
      settle(List.of(), null, null);
      publish();
    } else {
      load(null, MOST_EMPTY);
    }
  }

  /// The following page, if there is one and nothing is under way.
  void more() {
    if (next != null && !due && !loading && problem.isEmpty()) {
      question++;
      load(next, MOST_EMPTY);
    }
  }

  /// What failed once more.
  void retry() {
    problem = "";
    if (answered) {
      more();
    } else {
      ask();
    }
  }

  /// @param cursor where the page begins; null for the newest
  /// @param pages so many are asked for until one has something
  private void load(String cursor, int pages) {
    int mine = question;
    gone.clear();
    loading = true;
    publish();
    Futures.deliver(
        loader.load(text.strip(), here, cursor),
        ui,
        (answer, failure) -> {
          if (mine != question) {
            return;
          }
          if (failure != null) {
            failed(ErrorMessage.of(ApiException.of(failure)).say(texts::say));
            return;
          }
          SearchResponse page = answer.response();
          if (page.hits().isEmpty() && page.next() != null && pages > 1) {
            load(page.next(), pages - 1);
          } else {
            // What was deleted while the page was on its way is not among them any more.
            List<SearchHit> before = answered ? found : List.of();
            loading = false;
            answered = true;
            kept = answer.kept();
            settle(
                Stream.concat(before.stream(), page.hits().stream().filter(this::isThere)).toList(),
                page.next(),
                page.upTo());
            publish();
          }
        });
  }

  private void failed(String words) {
    loading = false;
    if (!answered) {
      // What was found for other words would look like the answer.
      kept = false;
      settle(List.of(), null, null);
    }
    problem = words;
    publish();
  }

  private void settle(List<SearchHit> now, String following, Instant prepared) {
    found = now;
    next = following;
    upTo = prepared;
  }

  /// An entry of a conversation's log came.
  void came(ServerEvent.Entry entry) {
    switch (entry) {
      case ServerEvent.MessageDeleted deleted -> {
        if (loading) {
          gone.add(new Ref(deleted.conversation(), deleted.message()));
        }
        keep(hit -> !is(hit, deleted.conversation(), deleted.message()));
      }
      case ServerEvent.MessageEdited edit -> {
        // Who opens it again asks anyway.
        if (active
            && found.stream().anyMatch(hit -> is(hit, edit.conversation(), edit.message()))) {
          ask();
        }
      }
      case ServerEvent.MessagePosted _,
          ServerEvent.MessagePinned _,
          ServerEvent.ReactionChanged _,
          ServerEvent.MembersChanged _,
          ServerEvent.ConversationChanged _ -> {}
    }
  }

  private boolean isThere(SearchHit hit) {
    return !gone.contains(new Ref(hit.conversation(), hit.row().seq()));
  }

  private static boolean is(SearchHit hit, long conversation, long message) {
    return hit.conversation() == conversation && hit.row().seq() == message;
  }

  /// Nothing that is said in a conversation is for the reader any more.
  void drop(long conversation) {
    if (here != null && here == conversation) {
      here = null;
    }
    keep(hit -> hit.conversation() != conversation);
    publish();
  }

  /// What was said in a conversation may be something else now.
  void outdate(long conversation) {
    if (active && found.stream().anyMatch(hit -> hit.conversation() == conversation)) {
      ask();
    }
  }

  /// The server is there again: it knows more than what was kept.
  void serverIsBack() {
    if (active && (kept || loading) && !text.isBlank()) {
      ask();
    }
  }

  /// Somebody goes by another name, perhaps.
  void accountChanged(AccountInfo account) {
    replace(hit -> hit.row().sender().id() == account.id() ? by(hit, account) : hit);
  }

  private static SearchHit by(SearchHit hit, AccountInfo account) {
    MessagePosted row = hit.row();
    return new SearchHit(
        hit.conversation(),
        new MessagePosted(
            row.conversation(),
            row.seq(),
            account,
            row.body(),
            row.sentAt(),
            row.replyTo(),
            row.commandId(),
            row.mentions(),
            row.editedAt(),
            row.deleted(),
            row.reactions(),
            row.pinned(),
            row.files()),
        hit.text(),
        hit.marks(),
        hit.files());
  }

  private void keep(Predicate<SearchHit> kept) {
    List<SearchHit> rest = found.stream().filter(kept).toList();
    if (rest.size() != found.size()) {
      found = rest;
      publish();
    }
  }

  private void replace(UnaryOperator<SearchHit> change) {
    List<SearchHit> now = found.stream().map(change).toList();
    if (!now.equals(found)) {
      found = now;
      publish();
    }
  }
}
