package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.Quote;

/// A message with its place among its neighbours.
///
/// @param entry the message
/// @param first whether it begins a run of messages of one sender: it shows the name
/// @param last whether it ends one: it shows picture and time
/// @param quote what it answers, or null
/// @param time when it was said, in the reader's words and zone
public record MessageRow(ChatMessage entry, boolean first, boolean last, Quote quote, String time)
    implements TimelineRow {
  @Override
  public Object key() {
    return entry.key();
  }

  @Override
  public Kind kind() {
    return entry.own() ? Kind.OWN : Kind.OTHER;
  }

  @Override
  public boolean content() {
    return true;
  }

  @Override
  public boolean live() {
    return entry.live();
  }

  public long seq() {
    return entry.seq();
  }
}
