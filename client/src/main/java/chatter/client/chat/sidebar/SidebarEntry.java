package chatter.client.chat.sidebar;

import java.util.ArrayList;
import java.util.List;

/// A row of the sidebar: a conversation, or what a section is called.
sealed interface SidebarEntry {
  /// The line above a section.
  record Heading(ConversationSummary.Section section) implements SidebarEntry {}

  /// A conversation.
  record Conversation(ConversationSummary summary) implements SidebarEntry {}

  /// The rows of conversations that come in the order in which they are listed. Rooms and directs
  /// have a heading though there are none, from which something can be begun.
  static List<SidebarEntry> of(List<ConversationSummary> conversations) {
    List<SidebarEntry> entries =
        new ArrayList<>(conversations.size() + ConversationSummary.Section.values().length);
    for (ConversationSummary.Section section : ConversationSummary.Section.values()) {
      List<SidebarEntry> inside =
          conversations.stream()
              .filter(one -> one.section() == section)
              .<SidebarEntry>map(Conversation::new)
              .toList();
      if (!inside.isEmpty() || section != ConversationSummary.Section.STARRED) {
        entries.add(new Heading(section));
        entries.addAll(inside);
      }
    }
    return entries;
  }
}
