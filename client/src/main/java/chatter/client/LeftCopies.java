package chatter.client;

import chatter.client.copy.MessageCopy;
import chatter.client.prefs.ClientFolder;
import chatter.client.prefs.KnownServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies of what was read that belong to no login any more: of a chat that was forgotten, or of a
/// sign-out after which the program ended, or the disk refused, before its copy was gone; or of
/// all, if nothing is to be kept.
final class LeftCopies {
  private static final Logger LOG = LoggerFactory.getLogger(LeftCopies.class);

  private LeftCopies() {}

  /// Takes them away, on a thread of its own: to overwrite them may take a while.
  ///
  /// @param known the servers there are; the copies of those where somebody is signed in stay
  /// @return the thread, which ends by itself
  static Thread erase(ClientFolder folder, List<KnownServer> known) {
    Set<Path> used =
        known.stream()
            .map(KnownServer::account)
            .filter(login -> login.signedIn())
            .map(login -> folder.accountPath(login.folder(), login.account()))
            .collect(Collectors.toSet());
    return Thread.ofPlatform()
        .daemon()
        .name("chatter-left-copies")
        .start(() -> {
          try {
            for (Path one : folder.allAccounts()) {
              if (!used.contains(one)) {
                erase(one);
              }
            }
          } catch (IOException e) {
            LOG.warn("It could not be seen which copies are left of former logins", e);
          }
        });
  }

  private static void erase(Path account) {
    try {
      MessageCopy.erase(account);
    } catch (IOException e) {
      LOG.warn("The copy of a former login could not be taken away", e);
    }
  }
}
