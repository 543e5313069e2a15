package chatter.client.prefs;

/// A login that outlives the program.
///
/// @param server the server's address as shown
/// @param token the secret
/// @param account the account's number
/// @param name the display name it had, to show until the server answers
/// @param email the email address, or empty
public record Login(String server, String token, long account, String name, String email) {
  /// Without the token.
  @Override
  public String toString() {
    return "Login[server=" + server + ", account=" + account + "]";
  }
}
