package chatter.server.tls;

import chatter.server.timer.RepeatedTask;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks from time to time, on a thread of its own, whether the certificate was renewed, and hands
/// the new one on. It reads the files rather than waiting to be told: those who renew certificates
/// move symbolic links, mount volumes and copy over networks, and not all of that is told.
final class IdentityWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IdentityWatch.class);

  private final TlsFiles files;
  private final Consumer<TlsIdentity> renew;
  private final RepeatedTask timer;
  private Found settled;
  private Found changing;

  /// @param files where they are
  /// @param inUse what was read there
  /// @param every between two looks; a change is taken at the second look that sees it
  /// @param renew takes a new one, which fits together
  IdentityWatch(TlsFiles files, TlsIdentity inUse, Duration every, Consumer<TlsIdentity> renew) {
    this.files = files;
    this.renew = renew;
    this.settled = new Found.Texts(inUse.texts());
    this.timer = new RepeatedTask("certificate-watch", every, every, this::look);
  }

  @Override
  public void close() {
    timer.close();
  }

  private void look() {
    Found found = found();
    if (found.equals(settled)) {
      changing = null;
    } else if (found.equals(changing)) {
      settled = found;
      changing = null;
      take(found);
    } else {
      // The two files are written one after the other: wait until they stay as they are.
      changing = found;
    }
  }

  private Found found() {
    try {
      return new Found.Texts(TlsTexts.read(files));
    } catch (TlsException e) {
      return new Found.Trouble(e.getMessage());
    }
  }

  private void take(Found found) {
    switch (found) {
      case Found.Trouble(String sentence) -> complain(sentence);
      case Found.Texts(TlsTexts texts) -> {
        try {
          TlsIdentity renewed = TlsIdentity.of(files, texts);
          renew.accept(renewed);
          log.info("the certificate was renewed: {}", renewed.description());
          renewed.warnings().forEach(log::warn);
        } catch (TlsException e) {
          complain(e.getMessage());
        } catch (RuntimeException e) {
          log.error("the certificate changed and could not be put to use", e);
        }
      }
    }
  }

  private static void complain(String sentence) {
    log.error("the certificate changed, and the old one stays in use: {}", sentence);
  }

  /// What a look found; the same is told once.
  private sealed interface Found {
    record Texts(TlsTexts texts) implements Found {}

    record Trouble(String sentence) implements Found {}
  }
}
