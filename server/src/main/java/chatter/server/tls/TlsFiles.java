package chatter.server.tls;

import java.nio.file.Path;
import java.util.Objects;

/// Where the server's certificate and its private key are. They may be the same file.
///
/// @param certificate PEM: the server's certificate, then those that vouch for it
/// @param key PEM: the unencrypted PKCS#8 key, RSA or EC
public record TlsFiles(Path certificate, Path key) {
  public TlsFiles {
    Objects.requireNonNull(certificate, "certificate is missing");
    Objects.requireNonNull(key, "key is missing");
  }
}
