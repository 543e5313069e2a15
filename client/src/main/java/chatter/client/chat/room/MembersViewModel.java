package chatter.client.chat.room;

import chatter.client.ui.search.PagedSearch;
import chatter.shared.api.MemberInfo;
import chatter.shared.api.MembersResponse;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.Visibility;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;

/// Who belongs to a conversation, and what can be done about that. JavaFX application thread only.
public final class MembersViewModel {
  private final RoomContext context;
  private final long conversation;
  private final PagedSearch<MemberInfo> search;
  private final PagedSearch<AccountInfo> candidates;
  private final Calls calls;

  MembersViewModel(RoomContext context, long conversation) {
    this.context = context;
    this.conversation = conversation;
    search =
        Calls.search(
            context,
            (query, after) -> context.session().conversations().members(conversation, query, after),
            MembersResponse::members,
            MembersResponse::next);
    candidates = RoomsViewModel.people(context);
    calls = new Calls(context);
  }

  /// Those who belong to it.
  public PagedSearch<MemberInfo> search() {
    return search;
  }

  /// People of the chat, to be added.
  public PagedSearch<AccountInfo> candidates() {
    return candidates;
  }

  /// What was refused; empty if nothing was.
  public ReadOnlyStringProperty errorProperty() {
    return calls.errorProperty();
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return calls.busyProperty();
  }

  private ConversationInfo info() {
    return context.info(conversation);
  }

  private boolean isRoom() {
    return info() != null && info().kind() == ConversationKind.ROOM;
  }

  /// Whether the reader may add people: in open rooms every member, in private ones hosts.
  public boolean mayAdd() {
    return isRoom()
        && conversation != ConversationInfo.LOBBY
        && !info().archived()
        && (info().visibility() == Visibility.OPEN || info().host());
  }

  /// Whether the reader may take somebody else out.
  public boolean mayRemove(MemberInfo member) {
    return context.mayChange(info())
        && conversation != ConversationInfo.LOBBY
        && member.account().id() != context.me().id();
  }

  /// Whether the reader may name and dismiss hosts.
  public boolean mayHost() {
    return isRoom() && info().host();
  }

  /// Adds people.
  ///
  /// @param added runs when they belong to it
  public void add(List<AccountInfo> accounts, Runnable added) {
    calls.run(
        context
            .session()
            .conversations()
            .addMembers(conversation, accounts.stream().map(AccountInfo::id).toList()),
        _ -> search.again(added));
  }

  /// Takes somebody out.
  public void remove(MemberInfo member) {
    then(context.session().conversations().removeMember(conversation, member.account().id()));
  }

  /// Makes somebody host, or no host any more.
  public void setHost(MemberInfo member, boolean host) {
    then(context.session().conversations().setHost(conversation, member.account().id(), host));
  }

  private void then(CompletableFuture<Void> call) {
    calls.run(call, _ -> search.again(() -> {}));
  }

  /// Leaves the room.
  ///
  /// @param left runs when one has
  public void leave(Runnable left) {
    calls.run(
        context.session().conversations().removeMember(conversation, context.me().id()),
        _ -> left.run());
  }
}
