package chatter.server.tls;

import chatter.server.store.Ownership;
import chatter.server.store.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key that a server makes for itself, once, and the certificate that it signs with it. The
/// certificate changes with the computer's names and addresses; the key never does, because it is
/// by the key that those who were here before know the server. For one thread at a time, and for
/// one server at a time in its folder.
final class OwnKey {
  private static final Logger log = LoggerFactory.getLogger(OwnKey.class);
  // With the day before it, under the 825 that Apple's systems take of any certificate.
  private static final Duration GOOD_FOR = Duration.ofDays(800);
  private static final Duration MOST = Duration.ofDays(825);
  private static final Duration RENEW_BEFORE_END = Duration.ofDays(90);

  /// The clocks of those who connect may be behind.
  private static final Duration GOOD_SINCE = Duration.ofDays(1);

  private final Path folder;
  private final TlsFiles files;
  private final Clock clock;

  /// @param folder for its two files alone; made if it is not there
  OwnKey(Path folder, Clock clock) {
    this.folder = folder;
    this.files = new TlsFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
    this.clock = clock;
  }

  TlsFiles files() {
    return files;
  }

  /// Reads both files. Makes them if there is neither, and the certificate, for the same key, if it
  /// is missing, lacks a name or is not good for much longer. What is there and cannot be used
  /// stays as it is.
  ///
  /// @param names under which others reach this computer: names and addresses
  /// @throws TlsException with a sentence that says what is wrong, and what to do
  TlsIdentity open(Set<String> names) throws TlsException {
    try {
      if (!Files.exists(files.key())) {
        if (Files.exists(files.certificate())) {
          throw new TlsException("the server's own key " + files.key() + " is gone" + andNow());
        }
        makeKey();
      }
      keepToItself();
      KeyPair keys = keys();
      if (!Files.exists(files.certificate())) {
        certify(keys, names);
      }
      TlsIdentity found = read();
      if (isGoodFor(found, names)) {
        return found;
      }
      certify(keys, names);
      return read();
    } catch (TlsException e) {
      throw e;
    } catch (IOException e) {
      throw new TlsException("the server's own key cannot be kept in " + folder + ": " + e, e);
    }
  }

  /// A key that was copied about may have come with everybody's permissions.
  private void keepToItself() throws IOException {
    Optional<String> others = Ownership.readableByOthers(files.key());
    if (others.isPresent()) {
      Ownership.makePrivate(files.key());
      log.warn(
          "the server's own key {} could be read by {}, which was ended; who read it can pretend to"
              + " be this server. If that may be, remove {}: a new key is made, and everybody who"
              + " joined by an invite needs a new one",
          files.key(),
          others.get(),
          folder);
    }
  }

  private KeyPair keys() throws TlsException {
    String text = TlsTexts.text(files.key());
    try {
      return TlsIdentity.keys(files.key(), text);
    } catch (TlsException e) {
      throw new TlsException("the server's own key is damaged: " + e.getMessage() + andNow(), e);
    }
  }

  private TlsIdentity read() throws TlsException {
    TlsTexts texts = TlsTexts.read(files);
    try {
      return TlsIdentity.of(files, texts);
    } catch (TlsException e) {
      throw new TlsException(
          "the certificate of the server's own key cannot be used: "
              + e.getMessage()
              + "; or remove "
              + files.certificate()
              + ", and it is made anew for the same key",
          e);
    }
  }

  private String andNow() {
    return "; put "
        + folder
        + " back from a backup, or remove it: then a new key is made, and everybody who joined by an"
        + " invite needs a new one";
  }

  private boolean isGoodFor(TlsIdentity identity, Set<String> names) {
    Instant now = clock.instant();
    Validity validity = identity.validity();
    return identity.names().containsAll(names)
        && identity.isForServers()
        && validity.lasts().compareTo(MOST) <= 0
        && validity.holdsAt(now)
        && validity.holdsAt(now.plus(RENEW_BEFORE_END));
  }

  private void makeKey() throws IOException {
    KeyPair keys;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has this curve", e);
    }
    PrivateFiles.createFolders(folder);
    // With the public half: Java cannot compute it from the private one, and a certificate may get
    // lost.
    Path fresh =
        fresh(
            files.key(),
            Pem.text("PRIVATE KEY", keys.getPrivate().getEncoded())
                + Pem.text("PUBLIC KEY", keys.getPublic().getEncoded()));
    PrivateFiles.publish(fresh, files.key());
    log.info("made a key for this server, in {}", files.key());
  }

  private void certify(KeyPair keys, Set<String> names) throws IOException {
    Instant now = clock.instant();
    String certificate =
        SelfSigned.certificate(keys, List.copyOf(names), now.minus(GOOD_SINCE), now.plus(GOOD_FOR));
    Path fresh = fresh(files.certificate(), certificate);
    Files.move(
        fresh,
        files.certificate(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    PrivateFiles.syncFolder(files.certificate());
    log.info("made a certificate for this server's key, for {}", String.join(", ", names));
  }

  /// A finished file that has no name yet. One that a crash left behind is worth nothing.
  private static Path fresh(Path file, String text) throws IOException {
    Path fresh = PrivateFiles.sibling(file, ".new");
    Files.deleteIfExists(fresh);
    PrivateFiles.create(fresh);
    Files.writeString(fresh, text);
    PrivateFiles.sync(fresh);
    return fresh;
  }
}
