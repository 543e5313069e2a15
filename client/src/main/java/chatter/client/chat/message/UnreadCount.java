package chatter.client.chat.message;

import chatter.shared.protocol.ServerEvent;
import chatter.shared.text.Mentions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How far the reader has read in one conversation, and what is new since: the server counts it
/// when it tells of the conversation, and from there on each entry of the log does. Messages of
/// others that are not deleted count. The page does the same, by `entries.json`.
public final class UnreadCount {
  /// Of so many messages it is remembered what they were, where no window shows them.
  private static final int MOST_HEARD = 1_000;

  private final long me;
  private long readSeq;
  private long lastSeq;
  private int unread;
  private int mentions;

  /// The newest entry that is in the server's count.
  private long counted;

  /// The messages that came since.
  private final Map<Long, Heard> heard = new LinkedHashMap<>();

  /// What a window shows of the conversation.
  public interface Shown {
    /// A row; null if it is not shown.
    ChatMessage bySeq(long seq);

    /// The rows after a `seq`.
    List<ChatMessage> after(long seq);

    /// Whether everything after a `seq` is shown.
    boolean covers(long seq);

    /// The newest entry of the log that is in what is shown.
    long knownTo();

    /// Nothing is shown.
    Shown NOTHING =
        new Shown() {
          @Override
          public ChatMessage bySeq(long seq) {
            return null;
          }

          @Override
          public List<ChatMessage> after(long seq) {
            return List.of();
          }

          @Override
          public boolean covers(long seq) {
            return false;
          }

          @Override
          public long knownTo() {
            return 0;
          }
        };
  }

  /// What has to be known of a message.
  ///
  /// @param news whether it is something to read that another wrote
  /// @param calls whether it mentions the reader
  /// @param answers whether it does so as an answer, whatever its text says
  private record Heard(boolean news, boolean calls, boolean answers) {
    /// Of one that is not news.
    static final Heard NOTHING = new Heard(false, false, false);
  }

  public UnreadCount(long me) {
    this.me = me;
  }

  /// The newest `seq` read.
  public long readSeq() {
    return readSeq;
  }

  /// The newest `seq` there is.
  public long lastSeq() {
    return lastSeq;
  }

  public int unread() {
    return unread;
  }

  /// How many of the unread mention the reader.
  public int mentions() {
    return mentions;
  }

  /// What the server says, with all in it that happened up to `newest`. The mark can go back so.
  public void told(long read, int unreadThen, int mentionsThen, long newest) {
    readSeq = read;
    unread = unreadThen;
    mentions = mentionsThen;
    counted = Math.max(counted, newest);
    lastSeq = Math.max(lastSeq, newest);
    forgetRead();
  }

  /// Another beginning: numbers mean other entries than before.
  public void restart(long read, int unreadThen, int mentionsThen, long newest) {
    counted = 0;
    lastSeq = 0;
    heard.clear();
    told(read, unreadThen, mentionsThen, newest);
  }

  /// The next entry of the log.
  ///
  /// @param shown what was shown before it
  public void take(ServerEvent.Entry entry, Shown shown) {
    boolean counts = entry.seq() > counted;
    lastSeq = Math.max(lastSeq, entry.seq());
    switch (entry) {
      case ServerEvent.MessagePosted message -> {
        Heard one = of(message);
        remember(message.seq(), one);
        if (counts && message.seq() > readSeq) {
          count(1, one);
        }
      }
      case ServerEvent.MessageEdited edit -> {
        Heard before = known(edit.message(), shown);
        if (before != null && edit.body() != null) {
          Set<Long> named = Mentions.in(edit.body());
          Heard after =
              new Heard(
                  before.news(),
                  before.answers() || called(named) || called(edit.mentions()),
                  before.answers());
          changed(edit.message(), before, after, counts);
        }
      }
      case ServerEvent.MessageDeleted gone -> {
        Heard before = known(gone.message(), shown);
        if (before != null) {
          changed(gone.message(), before, Heard.NOTHING, counts);
        } else if (counts && gone.message() > readSeq && gone.actor().id() != me) {
          // One that the server counted and nobody here has seen: most likely another's.
          unread = Math.max(0, unread - 1);
          mentions = Math.min(mentions, unread);
        }
      }
      case ServerEvent.ReactionChanged _,
          ServerEvent.MessagePinned _,
          ServerEvent.MembersChanged _,
          ServerEvent.ConversationChanged _ -> {}
    }
  }

  private boolean called(Collection<Long> whom) {
    return whom.contains(me) || whom.contains(Mentions.ALL);
  }

  private Heard of(ServerEvent.MessagePosted message) {
    return message.sender().id() == me || message.wasDeleted()
        ? Heard.NOTHING
        : ofAnother(message.mentions() == null ? List.of() : message.mentions(), message.body());
  }

  private Heard of(ChatMessage message) {
    ChatMessage.Content content = message.confirmed();
    return message.isNews() ? ofAnother(content.mentions(), content.body()) : Heard.NOTHING;
  }

  /// What another wrote.
  private Heard ofAnother(List<Long> whom, String body) {
    return new Heard(true, called(whom), whom.contains(me) && !Mentions.in(body).contains(me));
  }

  private Heard known(long seq, Shown shown) {
    Heard one = heard.get(seq);
    if (one != null) {
      return one;
    }
    ChatMessage message = shown.bySeq(seq);
    return message == null ? null : of(message);
  }

  private void changed(long seq, Heard before, Heard after, boolean counts) {
    heard.replace(seq, after);
    if (counts && seq > readSeq) {
      count(-1, before);
      count(1, after);
    }
  }

  private void count(int by, Heard one) {
    if (one.news()) {
      unread = Math.max(0, unread + by);
      if (one.calls()) {
        mentions = Math.max(0, mentions + by);
      }
    }
  }

  /// Counts anew, if all since the mark is shown.
  public void recount(Shown shown) {
    if (shown.knownTo() < counted || !shown.covers(readSeq)) {
      return;
    }
    counted = shown.knownTo();
    unread = 0;
    mentions = 0;
    shown.after(readSeq).stream()
        .filter(ChatMessage::stored)
        .forEach(message -> count(1, of(message)));
  }

  /// Reading went on; that never goes back.
  ///
  /// @return whether the mark moved
  public boolean advance(long seq, Shown shown) {
    if (seq <= readSeq) {
      return false;
    }
    Map<Long, Heard> known = new LinkedHashMap<>(heard);
    shown.after(readSeq).stream()
        .filter(ChatMessage::stored)
        .forEach(message -> known.put(message.seq(), of(message)));
    known.keySet().removeIf(one -> one <= readSeq);
    int knownCalls = calls(known);
    int knownNews = news(known);
    known.keySet().removeIf(one -> one <= seq);
    boolean seesAll = seq >= counted || shown.covers(seq);
    int unseen = seesAll ? 0 : (int) Math.max(0, Math.min(unread - knownNews, counted - seq));
    int unseenCalls = seesAll ? 0 : Math.max(0, mentions - knownCalls);
    readSeq = seq;
    unread = news(known) + unseen;
    mentions = calls(known) + Math.min(unseen, unseenCalls);
    forgetRead();
    return true;
  }

  private static int news(Map<Long, Heard> known) {
    return (int) known.values().stream().filter(Heard::news).count();
  }

  private static int calls(Map<Long, Heard> known) {
    return (int) known.values().stream().filter(one -> one.news() && one.calls()).count();
  }

  private void remember(long seq, Heard one) {
    heard.put(seq, one);
    if (heard.size() > MOST_HEARD) {
      heard.remove(heard.keySet().iterator().next());
    }
  }

  private void forgetRead() {
    heard.keySet().removeIf(seq -> seq <= readSeq);
  }
}
