package chatter.shared.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why a command was refused.
public enum RejectCode {
  /// Not a JSON object, or one whose fields are wrong.
  BAD_FRAME,
  /// Something came before `hello`.
  HELLO_FIRST,
  /// A command of a type that this server does not know.
  UNKNOWN_TYPE,
  /// The body or the frame is over its limit.
  TOO_LARGE,
  /// The conversation exists not, or not for this account.
  NOT_MEMBER,
  /// The account may not do this.
  FORBIDDEN,
  /// What the command refers to does not exist.
  NOT_FOUND,
  /// The commandId was used before for something else.
  ID_CONFLICT,
  /// A limit that has a name was reached, as that of pins in a conversation.
  LIMIT,
  /// Too fast; try again after `retryAfterMs`.
  RATE_LIMITED,
  /// The server's disk is full; reading goes on.
  STORAGE_FULL,
  /// The server is too busy; try again.
  BUSY,
  /// The server failed; try again.
  INTERNAL,
  /// The server does not support this.
  UNSUPPORTED;

  /// The code on the wire, in lower case.
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The constant for a code on the wire. A code that a newer server may have added is
  /// `UNSUPPORTED`.
  @JsonCreator
  public static RejectCode of(String wireName) {
    for (RejectCode code : values()) {
      if (code.wireName().equals(wireName)) {
        return code;
      }
    }
    return UNSUPPORTED;
  }
}
