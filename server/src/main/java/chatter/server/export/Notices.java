package chatter.server.export;

import chatter.server.conversation.HistoryFile.Named;
import chatter.server.conversation.HistoryFile.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a page says of who came and went, and of what changed about its room.
final class Notices {
  private Notices() {}

  /// One line of HTML.
  static String html(Notice notice) {
    String actor = name(notice.name());
    List<String> said = new ArrayList<>();
    if (!notice.joined().isEmpty()) {
      said.add(isOneself(notice, notice.joined()) ? "joined" : "added " + names(notice.joined()));
    }
    if (!notice.left().isEmpty()) {
      said.add(isOneself(notice, notice.left()) ? "left" : "removed " + names(notice.left()));
    }
    if (notice.title() != null) {
      said.add("changed the title to " + quoted(notice.title()));
    }
    if (notice.topic() != null) {
      said.add(
          notice.topic().isEmpty()
              ? "took the topic away"
              : "changed the topic to " + quoted(notice.topic()));
    }
    if (notice.visibility() != null) {
      said.add("made the room " + Escaped.text(notice.visibility()));
    }
    if (notice.archived() != null) {
      said.add(notice.archived() ? "archived the room" : "took the room out of the archive");
    }
    return actor + " " + String.join(", ", said);
  }

  private static boolean isOneself(Notice notice, List<Named> people) {
    return people.size() == 1 && people.getFirst().id() == notice.actor();
  }

  private static String names(List<Named> people) {
    return people.stream().map(person -> name(person.name())).collect(Collectors.joining(", "));
  }

  private static String name(String name) {
    return "<bdi>" + Escaped.text(name) + "</bdi>";
  }

  private static String quoted(String text) {
    return "“<bdi>" + Escaped.text(text) + "</bdi>”";
  }
}
