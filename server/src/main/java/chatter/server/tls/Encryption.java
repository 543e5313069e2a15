package chatter.server.tls;

import chatter.server.timer.RepeatedTask;
import chatter.shared.invite.Fingerprint;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// With which certificate a server's port is encrypted, now and as long as it runs. Safe for any
/// thread.
public final class Encryption implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Encryption.class);
  private static final Duration LOOK_FOR_A_CERTIFICATE_EVERY = Duration.ofSeconds(2);
  private static final Duration LOOK_AT_THE_NAMES_EVERY = Duration.ofMinutes(1);

  private final TlsFiles files;
  private final OwnKey own;
  private final Supplier<Set<String>> names;
  private volatile TlsIdentity identity;
  private IdentityWatch watch;
  private RepeatedTask refresh;

  private Encryption(
      TlsFiles files, TlsIdentity identity, OwnKey own, Supplier<Set<String>> names) {
    this.files = files;
    this.identity = identity;
    this.own = own;
    this.names = names;
  }

  /// With a certificate that somebody got for it.
  ///
  /// @throws TlsException with a sentence that says what is wrong with which file
  public static Encryption given(TlsFiles files) throws TlsException {
    TlsIdentity identity = TlsIdentity.read(files);
    log.info("the certificate is that in {}", identity.description());
    identity.warnings().forEach(log::warn);
    return new Encryption(files, identity, null, Set::of);
  }

  /// With a key of its own, made when it is needed first.
  ///
  /// @param folder where that is kept, and nothing else
  /// @param names under which others reach this computer at the moment
  /// @throws TlsException with a sentence that says what is wrong with what is kept there
  public static Encryption own(Path folder, Supplier<Set<String>> names, Clock clock)
      throws TlsException {
    OwnKey own = new OwnKey(folder, clock);
    return new Encryption(own.files(), own.open(names.get()), own, names);
  }

  /// Who the server is to those who connect.
  public TlsIdentity identity() {
    return identity;
  }

  /// Where its certificate and key are.
  public TlsFiles files() {
    return files;
  }

  /// Whether the server made the key itself.
  public boolean isOwn() {
    return own != null;
  }

  /// By which key others can know it; empty if an authority vouches for it, since who relies on
  /// that may have a new key with each certificate.
  public Optional<Fingerprint> fingerprint() {
    return identity.isSelfSigned() ? Optional.of(identity.fingerprint()) : Optional.empty();
  }

  /// Begins to look for renewed certificates and, with a key of its own, for new names of this
  /// computer.
  ///
  /// @param renew takes a new one
  public synchronized void watch(Consumer<TlsIdentity> renew) {
    watch =
        new IdentityWatch(
            files,
            identity,
            LOOK_FOR_A_CERTIFICATE_EVERY,
            renewed -> {
              renew.accept(renewed);
              identity = renewed;
            });
    if (own != null) {
      refresh =
          new RepeatedTask(
              "own-certificate", LOOK_AT_THE_NAMES_EVERY, LOOK_AT_THE_NAMES_EVERY, this::refresh);
    }
  }

  /// What it writes, the watch takes.
  private void refresh() {
    try {
      var _ = own.open(names.get());
    } catch (TlsException e) {
      log.warn("the certificate could not be brought up to date: {}", e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    if (refresh != null) {
      refresh.close();
    }
    if (watch != null) {
      watch.close();
    }
  }
}
