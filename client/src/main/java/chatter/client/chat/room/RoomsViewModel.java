package chatter.client.chat.room;

import chatter.client.ui.Futures;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.search.PagedSearch;
import chatter.shared.api.MemberInfo;
import chatter.shared.api.PeopleResponse;
import chatter.shared.api.RoomInfo;
import chatter.shared.api.RoomsResponse;
import chatter.shared.protocol.AccountInfo;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;

/// Finding, joining and making rooms, and directs. JavaFX application thread only.
public final class RoomsViewModel {
  private final RoomContext context;
  private final Calls calls;
  private final PagedSearch<RoomInfo> browse;

  public RoomsViewModel(RoomContext context) {
    this.context = context;
    calls = new Calls(context);
    browse =
        Calls.search(
            context,
            (query, after) -> context.session().conversations().rooms(query, after),
            RoomsResponse::rooms,
            RoomsResponse::next);
  }

  /// The rooms there are.
  public PagedSearch<RoomInfo> browse() {
    return browse;
  }

  /// What went wrong with joining or a direct, in words; empty if nothing did.
  public ReadOnlyStringProperty errorProperty() {
    return calls.errorProperty();
  }

  /// Nothing went wrong any more.
  public void clearError() {
    calls.clear();
  }

  /// Joins an open room and goes there.
  public void join(long room) {
    calls.run(
        context.session().conversations().addMembers(room, List.of(context.me().id())),
        _ -> context.enterOnceThere(room));
  }

  /// Goes to the conversation with somebody alone, or with oneself.
  public void direct(AccountInfo with) {
    calls.run(context.session().conversations().direct(List.of(with.id())), context::enter);
  }

  /// What somebody may do in a conversation and in this chat, in words, once the server has said
  /// it; of who may do no more than everybody nothing is said.
  public void askRole(long conversation, AccountInfo account, Consumer<String> then) {
    Futures.deliver(
        context.session().conversations().members(conversation, account.name(), null),
        context.ui(),
        (page, failure) -> {
          if (failure == null) {
            page.members().stream()
                .filter(member -> member.account().id() == account.id())
                .map(this::roleOf)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .ifPresent(then);
          }
        });
  }

  private String roleOf(MemberInfo member) {
    Texts texts = context.texts();
    String role =
        member.role().administers() ? texts.say(Texts.key("person.role.", member.role())) : "";
    if (!member.host()) {
      return role;
    }
    String host = texts.say("person.role.host");
    return role.isEmpty() ? host : texts.say("person.roles", role, host);
  }

  /// A form for a new room.
  public NewRoomViewModel newRoom() {
    return new NewRoomViewModel(context);
  }

  /// A form for a conversation with some people.
  public NewDirectViewModel newDirect() {
    return new NewDirectViewModel(context);
  }

  /// Who belongs to a conversation.
  public MembersViewModel members(long conversation) {
    return new MembersViewModel(context, conversation);
  }

  /// What a room is called and who finds it.
  public RoomSettingsViewModel settings(long conversation) {
    return new RoomSettingsViewModel(context, conversation);
  }

  /// A form for a day of a conversation.
  public GoToDayViewModel goToDay(long conversation, TimeLabels labels) {
    return new GoToDayViewModel(context, conversation, labels);
  }

  /// People of the chat, to choose from.
  static PagedSearch<AccountInfo> people(RoomContext context) {
    return Calls.search(
        context,
        (query, after) -> context.session().people(query, after),
        PeopleResponse::people,
        PeopleResponse::next);
  }
}
