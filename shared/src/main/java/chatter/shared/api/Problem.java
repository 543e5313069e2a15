package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/// Every HTTP error, as `application/problem+json` (RFC 9457).
///
/// @param status the HTTP status
/// @param title the status in words
/// @param detail one English sentence for a person
/// @param code what a program looks at, e.g. `email_taken`
/// @param field the field of the request it is about, or null
/// @param suggestion what the field might hold instead, or null
/// @param rule the `FieldRule` that the field breaks, by its name, or null
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    int status,
    String title,
    String detail,
    String code,
    String field,
    String suggestion,
    String rule) {
  /// One that suggests nothing.
  public Problem(int status, String title, String detail, String code, String field) {
    this(status, title, detail, code, field, null, null);
  }
}
