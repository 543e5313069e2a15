package chatter.client.net.http;

import chatter.shared.api.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// A refused or failed call as a person should hear it: a key of the shared words, by the server's
/// code and never by its sentence. The page does the same, held to the same examples.
///
/// @param field the field of the form it is about, as the request calls it; empty for the whole
/// @param key the words' key
/// @param arguments what `{0}`, `{1}` … are in the words
public record ErrorMessage(Optional<String> field, String key, List<Object> arguments) {
  private static final int TOO_MANY_REQUESTS = 429;

  /// What to tell about a failure.
  public static ErrorMessage of(ApiException failure) {
    return switch (failure) {
      case ApiException.Unreachable _ -> words(Optional.empty(), "error.unreachable");
      case ApiException.NotSecure not ->
          words(Optional.empty(), "error.notSecure." + not.reason().name(), not.host());
      case ApiException.WrongKey wrong ->
          words(
              Optional.empty(),
              "error.wrongKey",
              wrong.host(),
              wrong.expected().groups(),
              wrong.found().groups());
      case ApiException.OtherServer other ->
          words(Optional.empty(), "error.otherServer", other.name());
      case ApiException.TooLargeOnTheWay _ -> words(Optional.empty(), "error.tooLargeOnTheWay");
      case ApiException.NoWebSocket none ->
          words(Optional.empty(), "error.noWebSocket", none.host());
      case ApiException.NotChatter _ -> words(Optional.empty(), "error.notChatter");
      case ApiException.Refused refused -> of(refused);
    };
  }

  private static ErrorMessage of(ApiException.Refused refused) {
    if (refused.status() == TOO_MANY_REQUESTS) {
      long seconds = refused.retryAfter().map(wait -> wait.toSeconds()).orElse(1L);
      return words(Optional.empty(), "error.tooManyTries", Math.max(1, seconds));
    }
    return ProblemCode.of(refused.code())
        .map(code -> of(code, refused))
        .orElseGet(() -> words(refused.field(), "error.unknown"));
  }

  private static ErrorMessage of(ProblemCode code, ApiException.Refused refused) {
    String key = "error." + code.wireName();
    return switch (code) {
      case INVALID ->
          refused
              .rule()
              .map(rule -> words(refused.field(), "form.error." + rule.name()))
              .orElseGet(() -> words(refused.field(), key));
      case EMAIL_TAKEN -> words(Optional.of("email"), key);
      case NAME_TAKEN ->
          refused
              .suggestion()
              .map(other -> words(Optional.of("name"), key, other))
              .orElseGet(() -> words(Optional.of("name"), "error.name_takenOften"));
      case INVITE_NEEDED, INVITE_UNKNOWN, INVITE_EXPIRED, INVITE_USED ->
          words(Optional.of("invite"), key);
      case REGISTRATION_CLOSED, ACCOUNT_DISABLED -> words(Optional.empty(), key);
      case WRONG_PASSWORD,
          BAD_CREDENTIALS,
          UNAUTHORIZED,
          FOREIGN_ORIGIN,
          NOT_FOUND,
          HTTPS_ONLY,
          INCOMPLETE,
          UNKNOWN_HOST,
          TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          BUSY,
          FAILING,
          STORAGE_FULL,
          RESET_UNKNOWN,
          RESET_EXPIRED,
          RESET_USED,
          FORBIDDEN,
          OWNER_STAYS,
          TITLE_TAKEN,
          LIMIT_REACHED,
          CONFIRM_NEEDED,
          LOBBY_STAYS,
          BAD_SEARCH,
          UNKNOWN_PERSON,
          UNKNOWN_CONVERSATION ->
          words(refused.field(), key);
      // Nothing that somebody could do about it, told to balancers alone, waited for above, or said
      // in a file's own words.
      case BAD_REQUEST,
          METHOD_NOT_ALLOWED,
          UPGRADE_REQUIRED,
          INTERNAL,
          DRAINING,
          DATABASE,
          RATE_LIMITED,
          QUOTA,
          WRONG_OFFSET,
          FILE_MISSING,
          LINK_ENDED ->
          words(refused.field(), "error.unknown");
    };
  }

  private static ErrorMessage words(Optional<String> field, String key, Object... arguments) {
    return new ErrorMessage(field, key, List.of(arguments));
  }

  /// The sentence.
  ///
  /// @param words gives the text of a key with its arguments filled in
  public String say(BiFunction<String, Object[], String> words) {
    return words.apply(key, arguments.toArray());
  }
}
