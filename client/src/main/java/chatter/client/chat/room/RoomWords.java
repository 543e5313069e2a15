package chatter.client.chat.room;

import chatter.client.ui.Texts;
import chatter.client.ui.form.FormField;
import chatter.shared.limits.Limits;

/// What a room may be called and be about, as far as that can be seen before the server is asked.
final class RoomWords {
  private RoomWords() {}

  /// Complains at the fields; true if there is nothing to complain about.
  static boolean check(Texts texts, FormField title, FormField topic) {
    boolean titled = complain(texts, title, titleFault(title.text().strip()));
    return complain(texts, topic, topicFault(topic.text().strip())) && titled;
  }

  private static boolean complain(Texts texts, FormField field, String fault) {
    field.say(fault == null ? "" : texts.say("form.error." + fault));
    return fault == null;
  }

  private static String titleFault(String title) {
    if (title.isEmpty()) {
      return "TITLE_MISSING";
    }
    return Limits.codePoints(title) > Limits.TITLE_CODE_POINTS ? "TITLE_TOO_LONG" : null;
  }

  private static String topicFault(String topic) {
    if (topic.lines().count() > 1) {
      return "TOPIC_LINE_BREAKS";
    }
    return Limits.codePoints(topic) > Limits.TOPIC_CODE_POINTS ? "TOPIC_TOO_LONG" : null;
  }
}
