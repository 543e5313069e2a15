package chatter.client.chat;

import chatter.client.net.ChatSession;
import chatter.client.ui.Futures;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What is pinned in a conversation, the newest pin first. Asked for when somebody wants to see it,
/// and again when it changes from then on. JavaFX application thread only.
public final class Pins {
  private final ChatSession session;
  private final Executor ui;
  private final long conversation;
  private final ObservableList<MessagePosted> rows = FXCollections.observableArrayList();
  private boolean wanted;
  private int asked;

  Pins(ChatSession session, Executor ui, long conversation) {
    this.session = session;
    this.ui = ui;
    this.conversation = conversation;
  }

  /// The pinned messages as far as they were asked for.
  public ObservableList<MessagePosted> rows() {
    return rows;
  }

  /// Asks for them.
  public void refresh() {
    wanted = true;
    int mine = ++asked;
    Futures.deliver(
        session.conversations().pins(conversation),
        ui,
        (pinned, failure) -> {
          if (mine == asked && failure == null) {
            rows.setAll(pinned);
          }
        });
  }

  /// An entry came that may change what is pinned.
  void came(ServerEvent.Entry entry) {
    boolean touches =
        switch (entry) {
          case ServerEvent.MessagePinned _ -> true;
          case ServerEvent.MessageDeleted gone -> holds(gone.message());
          case ServerEvent.MessageEdited edit -> holds(edit.message());
          case ServerEvent.Row _, ServerEvent.ReactionChanged _ -> false;
        };
    if (wanted && touches) {
      refresh();
    }
  }

  /// What people are called may be another.
  void namesChanged() {
    if (!rows.isEmpty()) {
      rows.setAll(List.copyOf(rows));
    }
  }

  private boolean holds(long seq) {
    return rows.stream().anyMatch(row -> row.seq() == seq);
  }
}
