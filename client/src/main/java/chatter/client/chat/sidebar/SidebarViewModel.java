package chatter.client.chat.sidebar;

import chatter.client.net.ChatSession;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ErrorMessage;
import chatter.client.ui.Futures;
import chatter.client.ui.Texts;
import chatter.client.ui.search.PagedSearch;
import chatter.shared.protocol.AccountInfo;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What stands at the left: the conversations, and the people of the chat. JavaFX application
/// thread only.
public final class SidebarViewModel {
  private final Texts texts;
  private final ObservableList<ConversationSummary> conversations =
      FXCollections.observableArrayList();
  private final RosterViewModel roster;
  private final PagedSearch<AccountInfo> people;

  /// @param ui runs what follows from the server's answers
  /// @param locale of the order of names
  public SidebarViewModel(ChatSession session, Executor ui, Texts texts, Locale locale) {
    this.texts = texts;
    roster = new RosterViewModel(locale);
    people =
        new PagedSearch<>((query, after, good, failed) ->
            Futures.deliver(
                session.people(query, after),
                ui,
                (answer, failure) -> {
                  if (failure == null) {
                    good.accept(new PagedSearch.Page<>(answer.people(), answer.next()));
                  } else {
                    failed.accept(ErrorMessage.of(ApiException.of(failure)).say(texts::say));
                  }
                }));
  }

  Texts texts() {
    return texts;
  }

  /// The conversations, as they are listed.
  public ObservableList<ConversationSummary> conversations() {
    return conversations;
  }

  /// Those whom the server names, and how many there are.
  public RosterViewModel roster() {
    return roster;
  }

  /// Looks for people by name; without a name it is everybody, where the server names nobody.
  public PagedSearch<AccountInfo> people() {
    return people;
  }

  /// Lists these conversations.
  public void show(List<ConversationSummary> summaries) {
    if (!conversations.equals(summaries)) {
      conversations.setAll(summaries);
    }
  }

  /// The server says who is here.
  public void presence(SessionEvent.Presence presence) {
    roster.presence(presence.full(), presence.online(), presence.members(), presence.accounts());
    findPeople();
  }

  /// Somebody changed name or picture.
  public void accountChanged(AccountInfo account) {
    roster.accountChanged(account);
    people.replaceAll(one -> one.id() == account.id() ? account.publicView() : one);
  }

  /// Where the server names nobody, the first page is asked for once there is somebody to ask.
  private void findPeople() {
    PagedSearch.State<AccountInfo> now = people.stateProperty().get();
    if (roster.people().isEmpty() && !now.answered() && !now.loading()) {
      people.search(now.query());
    }
  }
}
