package chatter.shared.protocol;

/// What one line of a frame turned out to be.
public sealed interface DecodedCommand {
  /// A command whose fields are right.
  record Valid(ClientCommand command) implements DecodedCommand {}

  /// Not a command.
  ///
  /// @param id the number it came with, if that could be read; otherwise null
  /// @param code `BAD_FRAME` or `UNKNOWN_TYPE`
  /// @param message what is wrong, in one English sentence
  record Invalid(Long id, RejectCode code, String message) implements DecodedCommand {}
}
