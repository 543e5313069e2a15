package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.Quote;

/// A message with its place among its neighbours.
///
/// @param message the message
/// @param first whether it begins a run of messages of one sender: it shows the name
/// @param last whether it ends one: it shows picture and time
/// @param quote what it answers, or null
/// @param time when it was said, in the reader's words and zone
/// @param text what it says, with today's names for its mentions
public record MessageRow(
    ChatMessage message, boolean first, boolean last, Quote quote, String time, String text)
    implements TimelineRow {
  @Override
  public Object key() {
    return message.key();
  }

  @Override
  public Kind kind() {
    return message.own() ? Kind.OWN : Kind.OTHER;
  }

  @Override
  public boolean content() {
    return true;
  }

  @Override
  public boolean live() {
    return message.live();
  }

  public long seq() {
    return message.seq();
  }
}
