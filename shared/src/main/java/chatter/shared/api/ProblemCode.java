package chatter.shared.api;

import chatter.shared.search.SearchException;
import java.util.Locale;
import java.util.Optional;

/// What a program looks at in a `Problem`: every reason for which a server refuses a call. Clients
/// have words of their own for each.
public enum ProblemCode {
  /// The request cannot be read.
  BAD_REQUEST,
  /// No login, or one that has ended.
  UNAUTHORIZED,
  /// Email or password is wrong.
  BAD_CREDENTIALS,
  /// The present password, given to change it, is wrong.
  WRONG_PASSWORD,
  /// The account may not sign in any more.
  ACCOUNT_DISABLED,
  /// Another site's page made the browser call.
  FOREIGN_ORIGIN,
  /// There is nothing there.
  NOT_FOUND,
  /// Not with this method.
  METHOD_NOT_ALLOWED,
  /// Plain HTTP where TLS is spoken.
  HTTPS_ONLY,
  /// The body did not come, or not all of it.
  INCOMPLETE,
  /// The server was called by a name that is none of its own.
  UNKNOWN_HOST,
  /// There is an account with that email address.
  EMAIL_TAKEN,
  /// That name, or one that looks like it, is somebody else's.
  NAME_TAKEN,
  /// There is an open room of that title.
  TITLE_TAKEN,
  /// A limit that has a name was reached, as that of rooms.
  LIMIT_REACHED,
  /// It is only done if it is asked for with `confirm`.
  CONFIRM_NEEDED,
  /// Nobody leaves the first room, and it stays open.
  LOBBY_STAYS,
  /// More than the server takes.
  TOO_LARGE,
  /// More files than the account may send in a day.
  QUOTA,
  /// An upload goes on at another byte.
  WRONG_OFFSET,
  /// The file is not on the server any more, though its message is.
  FILE_MISSING,
  /// A link to a file whose time is over; ask for another.
  LINK_ENDED,
  /// Not of a kind that the server takes.
  UNSUPPORTED_MEDIA_TYPE,
  /// A field breaks a rule, which `rule` may name.
  INVALID,
  /// What is looked for cannot be read, or is nothing at all.
  BAD_SEARCH,
  /// Nobody has the name that is looked for.
  UNKNOWN_PERSON,
  /// No conversation of one's own has the title that is looked for.
  UNKNOWN_CONVERSATION,
  /// Too many tries; `Retry-After` says when to try again.
  RATE_LIMITED,
  /// The server failed.
  INTERNAL,
  /// The server has too much to do; try again.
  BUSY,
  /// The server takes requests and cannot do what it is for.
  FAILING,
  /// The server is about to stop and serves those who are there; others go elsewhere.
  DRAINING,
  /// The server has not seen its database lately.
  DATABASE,
  /// The server's disk is full.
  STORAGE_FULL,
  /// Only a websocket is there.
  UPGRADE_REQUIRED,
  /// Joining takes an invite.
  INVITE_NEEDED,
  /// Nobody new can join.
  REGISTRATION_CLOSED,
  /// There is no such invite.
  INVITE_UNKNOWN,
  /// The invite's time is over.
  INVITE_EXPIRED,
  /// The invite was used up.
  INVITE_USED,
  /// There is no such code for another password.
  RESET_UNKNOWN,
  /// That code's time is over.
  RESET_EXPIRED,
  /// That code was used.
  RESET_USED,
  /// The caller's role is not enough.
  FORBIDDEN,
  /// Nobody can do that to the owner's account.
  OWNER_STAYS;

  /// Why a search is refused.
  public static ProblemCode of(SearchException.Reason reason) {
    return switch (reason) {
      case EMPTY, TOO_LONG, TOO_MANY, NO_VALUE, BAD_KIND, BAD_DAY, BAD_ID -> BAD_SEARCH;
      case UNKNOWN_PERSON -> UNKNOWN_PERSON;
      case UNKNOWN_CONVERSATION -> UNKNOWN_CONVERSATION;
    };
  }

  /// The code on the wire, in lower case.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The constant for a code on the wire; empty for null, and for one of a newer server.
  public static Optional<ProblemCode> of(String wireName) {
    for (ProblemCode code : values()) {
      if (code.wireName().equals(wireName)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
