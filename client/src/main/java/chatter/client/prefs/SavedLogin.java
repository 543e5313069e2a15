package chatter.client.prefs;

/// An account at one server, and the login that outlives the program.
///
/// @param folder what the folder with the server's accounts is called after, see
///   `ClientFolder.account`; never changes, so that what waits to be sent is found again
/// @param token the secret; empty if nobody is signed in
/// @param account the account's number; 0 if nobody ever signed in
/// @param name the display name it had, to show until the server answers
/// @param email the email address, or empty
public record SavedLogin(String folder, String token, long account, String name, String email) {
  /// At a server where nobody was signed in yet.
  public static SavedLogin nobody(String folder) {
    return new SavedLogin(folder, "", 0, "", "");
  }

  /// Whether somebody is signed in.
  public boolean signedIn() {
    return !token.isEmpty();
  }

  /// The same account, signed out.
  public SavedLogin signedOut() {
    return new SavedLogin(folder, "", account, name, email);
  }

  /// Without the token.
  @Override
  public String toString() {
    return "Login[folder=" + folder + ", account=" + account + "]";
  }
}
