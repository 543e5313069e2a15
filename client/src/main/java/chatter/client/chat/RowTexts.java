package chatter.client.chat;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.timeline.RowWords;
import chatter.client.ui.Texts;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.Visibility;
import chatter.shared.text.Mentions;
import chatter.shared.text.PlainText;
import java.util.List;

/// What rows of the timeline say, in the reader's language.
final class RowTexts implements RowWords {
  private final Texts texts;
  private final KnownPeople people;
  private final MentionNames mentioned;

  RowTexts(Texts texts, KnownPeople people, MentionNames mentioned) {
    this.texts = texts;
    this.people = people;
    this.mentioned = mentioned;
  }

  @Override
  public void seen(AccountInfo who) {
    people.meet(who);
  }

  @Override
  public String named(String body) {
    return Mentions.named(body, mentioned::of);
  }

  @Override
  public String beginning(String body) {
    return words(Mentions.beginning(body));
  }

  /// A message's text in words alone, to be read aloud.
  String words(String body) {
    return PlainText.of(body, mentioned::of);
  }

  @Override
  public String notice(ChatMessage.Content notice) {
    String actor = notice.sender().name();
    return switch (notice.notice()) {
      case ServerEvent.MembersChanged change -> members(actor, change);
      case ServerEvent.ConversationChanged change -> room(actor, change);
      case ServerEvent.MessagePosted _ -> throw new IllegalArgumentException("a message");
    };
  }

  private String members(String actor, ServerEvent.MembersChanged change) {
    if (change.seq() == 1) {
      return texts.say("notice.made", actor);
    }
    if (!change.joined().isEmpty()) {
      return alone(change.joined(), change)
          ? texts.say("notice.joined", actor)
          : texts.say("notice.added", actor, names(change.joined()));
    }
    return alone(change.left(), change)
        ? texts.say("notice.left", actor)
        : texts.say("notice.removed", actor, names(change.left()));
  }

  private static boolean alone(List<AccountInfo> who, ServerEvent.MembersChanged change) {
    return who.size() == 1 && who.getFirst().id() == change.actor().id();
  }

  private String names(List<AccountInfo> who) {
    return switch (who.size()) {
      case 0 -> "";
      case 1 -> people.nameOf(who.getFirst());
      case 2 ->
          texts.say(
              "notice.people.pair", people.nameOf(who.getFirst()), people.nameOf(who.getLast()));
      default ->
          texts.say(
              "notice.people.more",
              who.size() - 2,
              people.nameOf(who.getFirst()),
              people.nameOf(who.get(1)));
    };
  }

  private String room(String actor, ServerEvent.ConversationChanged change) {
    if (change.archived() != null) {
      return texts.say(change.archived() ? "notice.archived" : "notice.unarchived", actor);
    }
    if (change.title() != null) {
      return texts.say("notice.titled", actor, change.title());
    }
    if (change.visibility() != null) {
      return texts.say(
          change.visibility() == Visibility.OPEN ? "notice.opened" : "notice.closed", actor);
    }
    return texts.say(
        change.topic() == null || change.topic().isEmpty() ? "notice.topicCleared" : "notice.topic",
        actor);
  }
}
