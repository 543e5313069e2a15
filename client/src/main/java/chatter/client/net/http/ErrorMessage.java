package chatter.client.net.http;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// A refused or failed call as a person should hear it: a key of the shared words, or the server's
/// own sentence where only the server knows what is wrong.
///
/// @param field the field of the form it is about, as the request calls it; empty for the whole
/// @param key the words' key
/// @param arguments what `{0}`, `{1}` … are in the words
/// @param detail the server's sentence, to be used instead of the words; empty if there is none
public record ErrorMessage(
    Optional<String> field, String key, List<Object> arguments, String detail) {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

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
    return switch (refused.code()) {
      case "email_taken" -> words(Optional.of("email"), "error.email_taken");
      case "name_taken" ->
          refused
              .suggestion()
              .map(other -> words(Optional.of("name"), "error.name_taken", other))
              .orElseGet(() -> words(Optional.of("name"), "error.name_takenOften"));
      case "account_disabled", "registration_closed" ->
          words(Optional.empty(), "error." + refused.code());
      case "invite_needed", "invite_unknown", "invite_expired", "invite_used" ->
          words(Optional.of("invite"), "error." + refused.code());
      case "bad_credentials" -> words(refused.field(), "error.bad_credentials");
      default ->
          refused
              .rule()
              .map(rule -> words(refused.field(), "form.error." + rule.name()))
              .orElseGet(() -> unknown(refused));
    };
  }

  private static ErrorMessage unknown(ApiException.Refused refused) {
    return refused.status() < SERVER_ERRORS
        ? new ErrorMessage(refused.field(), "error.unknown", List.of(), refused.detail())
        : words(Optional.empty(), "error.unknown");
  }

  private static ErrorMessage words(Optional<String> field, String key, Object... arguments) {
    return new ErrorMessage(field, key, List.of(arguments), "");
  }

  /// The sentence.
  ///
  /// @param words gives the text of a key with its arguments filled in
  public String say(BiFunction<String, Object[], String> words) {
    return detail.isEmpty() ? words.apply(key, arguments.toArray()) : detail;
  }
}
