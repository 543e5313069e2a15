package chatter.client.chat.sidebar;

import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;

/// Says whether somebody is here.
///
/// @param labels says when somebody was here last
public record PresenceWords(Texts texts, TimeLabels labels) {
  /// The words; empty where that is not told.
  public String say(RosterViewModel.Person person) {
    return switch (person.here()) {
      case ONLINE -> texts.say("sidebar.online");
      case UNKNOWN -> texts.say("sidebar.unknown");
      case NOT_TOLD -> "";
      case OFFLINE ->
          person.lastSeen() == null
              ? texts.say("sidebar.offline")
              : texts.say("sidebar.lastSeen", labels.brief(person.lastSeen()));
    };
  }
}
