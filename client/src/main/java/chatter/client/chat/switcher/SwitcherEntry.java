package chatter.client.chat.switcher;

import chatter.client.chat.sidebar.ConversationSummary;
import chatter.shared.api.RoomInfo;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationKind;
import java.util.List;

/// Something one can go to.
public sealed interface SwitcherEntry {
  /// A number that no other of its kind has.
  long id();

  /// What it is called.
  String name();

  /// A conversation that the reader belongs to.
  ///
  /// @param at when something happened there last, in milliseconds since 1970; 0 if nothing has
  record Conversation(ConversationSummary summary, long at) implements SwitcherEntry {
    @Override
    public long id() {
      return summary.id();
    }

    @Override
    public String name() {
      return summary.title();
    }

    boolean isRoom() {
      return summary.kind() == ConversationKind.ROOM;
    }

    /// Who is in it, if it is called by them.
    List<String> people() {
      return isRoom() ? List.of() : summary.people().stream().map(AccountInfo::name).toList();
    }
  }

  /// Somebody the reader can write to.
  record Person(AccountInfo account) implements SwitcherEntry {
    @Override
    public long id() {
      return account.id();
    }

    @Override
    public String name() {
      return account.name();
    }
  }

  /// A room that the reader can join.
  record OpenRoom(RoomInfo room) implements SwitcherEntry {
    @Override
    public long id() {
      return room.id();
    }

    @Override
    public String name() {
      return room.title();
    }
  }
}
