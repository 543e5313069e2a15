package chatter.client.chat.message;

import chatter.client.ui.Texts;
import chatter.shared.protocol.RejectCode;

/// Why a change of a message was refused, in words.
public final class ChangeRefusal {
  private ChangeRefusal() {}

  /// What to say of it.
  public static String say(Texts texts, RejectCode reason) {
    return switch (reason) {
      case FORBIDDEN, NOT_FOUND, NOT_MEMBER, LIMIT ->
          texts.say("change.failed." + reason.wireName());
      case BAD_FRAME,
          HELLO_FIRST,
          UNKNOWN_TYPE,
          TOO_LARGE,
          ID_CONFLICT,
          RATE_LIMITED,
          STORAGE_FULL,
          BUSY,
          INTERNAL,
          UNSUPPORTED ->
          texts.say("change.failed.unknown");
    };
  }
}
