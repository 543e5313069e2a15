package chatter.client.chat.message;

import chatter.client.chat.message.ChatMessage.Content;
import chatter.client.chat.message.ChatMessage.Reaction;
import chatter.client.net.outbox.OutboxEntry;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.text.Mentions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What an entry of the log makes of the message that it is about. Applying one twice changes
/// nothing. The page does the same, by `entries.json`.
final class EntryFold {
  /// So many of those who reacted are known by number; the server tells no more either.
  private static final int NAMED = 20;

  private EntryFold() {}

  static Content apply(Content message, ServerEvent.Entry entry, long me) {
    return switch (entry) {
      // Null: it was deleted since, and that entry comes.
      case ServerEvent.MessageEdited edit when edit.body() == null -> message;
      case ServerEvent.MessageEdited edit ->
          edited(message, edit.body(), edit.mentions(), edit.at());
      case ServerEvent.MessageDeleted _ -> message.emptied();
      case ServerEvent.ReactionChanged change ->
          message.reacted(
              reacted(
                  message.reactions(),
                  change.emoji(),
                  change.on(),
                  change.actor().id(),
                  me,
                  false));
      case ServerEvent.MessagePinned pin -> message.pinned(pin.on());
      case ServerEvent.MessagePosted _,
          ServerEvent.MembersChanged _,
          ServerEvent.ConversationChanged _ ->
          message;
    };
  }

  /// The same for a change that waits in the outbox, as if it had happened.
  static Content applyPending(Content message, OutboxEntry entry, AccountInfo me) {
    if (message.deleted()) {
      return message;
    }
    return switch (entry.change().kind()) {
      case EDIT -> edited(message, entry.body(), Mentions.in(entry.body()), entry.createdAt());
      case DELETE -> message.emptied();
      case REACT ->
          message.reacted(
              reacted(
                  message.reactions(),
                  entry.change().emoji(),
                  entry.change().on(),
                  me.id(),
                  me.id(),
                  true));
      case PIN -> message.pinned(entry.change().on());
    };
  }

  /// Whom it mentions then: those whom the new text names, and still the one whom it answers.
  private static Content edited(Content message, String body, Collection<Long> added, Instant at) {
    Set<Long> before = Mentions.in(message.body());
    Set<Long> after = Mentions.in(body);
    Set<Long> whom = new LinkedHashSet<>();
    message.mentions().stream()
        .filter(id -> after.contains(id) || !before.contains(id))
        .forEach(whom::add);
    added.stream().filter(id -> !(message.own() && id == message.sender().id())).forEach(whom::add);
    return message.saying(body, List.copyOf(whom), at);
  }

  private static List<Reaction> reacted(
      List<Reaction> before, String emoji, boolean on, long account, long me, boolean waiting) {
    boolean mine = account == me;
    List<Reaction> after = new ArrayList<>();
    boolean there = false;
    for (Reaction one : before) {
      if (!one.emoji().equals(emoji)) {
        after.add(one);
        continue;
      }
      there = true;
      boolean has = mine ? one.mine() : one.accounts().contains(account);
      boolean unsure = !mine && !has && one.count() > one.accounts().size();
      if (has == on && !unsure) {
        after.add(one);
        continue;
      }
      int count = one.count() + (on ? 1 : -1);
      if (count > 0) {
        List<Long> accounts = new ArrayList<>(one.accounts());
        if (!on) {
          accounts.remove(account);
        } else if (accounts.size() < NAMED) {
          accounts.add(account);
        }
        after.add(
            new Reaction(emoji, count, mine ? on : one.mine(), accounts, waiting || one.waiting()));
      }
    }
    if (!there && on) {
      after.add(new Reaction(emoji, 1, mine, List.of(account), waiting));
    }
    return after;
  }
}
