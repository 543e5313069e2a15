package chatter.server.tls;

import chatter.server.store.Ownership;
import chatter.shared.invite.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Who the server is to those who connect with TLS: a certificate, those that vouch for it, and the
/// private key that belongs to it. Whatever is here fits together. Immutable.
public final class TlsIdentity {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC");
  private static final byte[] SAMPLE = {1, 2, 3, 4};
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final Path file;
  private final Path keyFile;
  private final TlsTexts texts;
  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private TlsIdentity(TlsFiles files, TlsTexts texts, List<X509Certificate> chain, PrivateKey key) {
    this.file = files.certificate();
    this.keyFile = files.key();
    this.texts = texts;
    this.chain = chain;
    this.key = key;
  }

  /// Reads the files and checks that they fit together.
  ///
  /// @throws TlsException with a sentence that says what is wrong with which file
  public static TlsIdentity read(TlsFiles files) throws TlsException {
    return of(files, TlsTexts.read(files));
  }

  static TlsIdentity of(TlsFiles files, TlsTexts texts) throws TlsException {
    List<X509Certificate> chain = chain(files.certificate(), texts.certificate());
    PrivateKey key = key(files.key(), texts.key());
    if (!belongs(key, chain.getFirst().getPublicKey())) {
      throw new TlsException(
          "the key in "
              + files.key()
              + " does not belong to the certificate in "
              + files.certificate()
              + "; give two files that were made together");
    }
    return new TlsIdentity(files, texts, chain, key);
  }

  /// What it was made from.
  TlsTexts texts() {
    return texts;
  }

  /// By which others can know its key.
  public Fingerprint fingerprint() {
    return Fingerprint.of(chain.getFirst().getPublicKey());
  }

  /// Whether nobody else vouches for it.
  boolean isSelfSigned() {
    X509Certificate own = chain.getFirst();
    return chain.size() == 1 && own.getIssuerX500Principal().equals(own.getSubjectX500Principal());
  }

  /// Whether the certificate itself says that it is for servers, which some systems insist on.
  boolean isForServers() {
    try {
      List<String> uses = chain.getFirst().getExtendedKeyUsage();
      return uses != null && uses.contains(SERVER_AUTH);
    } catch (CertificateParsingException unreadable) {
      return false;
    }
  }

  Validity validity() {
    return Validity.of(chain.getFirst());
  }

  /// The same as Java wants it, in memory alone.
  ///
  /// @param password for the key in it
  public KeyStore keyStore(String password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "chatter", key, password.toCharArray(), chain.toArray(X509Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a checked certificate does not fit into a key store", e);
    }
  }

  /// Which certificate it is, and for which names and addresses, for the log.
  public String description() {
    List<String> names = names();
    return file + (names.isEmpty() ? "" : ", which is for " + String.join(", ", names));
  }

  /// Why others will not trust it, although it can be used; empty if nothing is to be seen from
  /// here.
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    try {
      chain.getFirst().checkValidity();
    } catch (CertificateExpiredException e) {
      warnings.add(
          "the certificate in "
              + file
              + " has expired, and browsers and apps will refuse it; renew it ("
              + e.getMessage()
              + ")");
    } catch (CertificateNotYetValidException e) {
      warnings.add(
          "the certificate in "
              + file
              + " is not valid yet, and browsers and apps will refuse it; is the clock of this"
              + " computer right? ("
              + e.getMessage()
              + ")");
    }
    if (names().isEmpty()) {
      warnings.add(
          "the certificate in "
              + file
              + " has no subject alternative name, and browsers will refuse it; have one made for"
              + " the name by which people reach this server");
    }
    // Its group may be meant, as for keys that several services share.
    Ownership.readableByOthers(keyFile)
        .filter(who -> who.startsWith("everybody"))
        .ifPresent(who ->
            warnings.add(
                "the key in "
                    + keyFile
                    + " can be read by "
                    + who
                    + ", and whoever reads it can pretend to be this server; type: chmod o-rwx "
                    + keyFile
                    + ", and have a new one made if somebody may have read it"));
    return List.copyOf(warnings);
  }

  /// The names and addresses it is for.
  public List<String> names() {
    try {
      Collection<List<?>> names = chain.getFirst().getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(
                  name -> name.getFirst().equals(DNS_NAME) || name.getFirst().equals(IP_ADDRESS))
              .map(name -> name.get(1).toString())
              .collect(Collectors.toList());
    } catch (CertificateParsingException unreadable) {
      // To others it names nobody either, and the warning says so.
      return List.of();
    }
  }

  private static List<X509Certificate> chain(Path file, String text) throws TlsException {
    List<X509Certificate> chain = new ArrayList<>();
    for (Pem block : Pem.in(text)) {
      if (block.label().equals("CERTIFICATE")) {
        chain.add(certificate(file, block.bytes(file)));
      }
    }
    if (chain.isEmpty()) {
      throw new TlsException(
          file
              + " holds no certificate in PEM (-----BEGIN CERTIFICATE-----); if it is in another"
              + " form, openssl x509 -in FILE -inform der -out NEW makes PEM of it");
    }
    for (int i = 1; i < chain.size(); i++) {
      X509Certificate issued = chain.get(i - 1);
      if (!issued.getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())
          || chain.subList(0, i).contains(chain.get(i))) {
        throw new TlsException(
            "certificate "
                + (i + 1)
                + " in "
                + file
                + " is not the one that vouches for the one before it; put the server's own first,"
                + " then whose signature is on it, and so on");
      }
    }
    return List.copyOf(chain);
  }

  private static X509Certificate certificate(Path file, byte[] encoded) throws TlsException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      throw new TlsException("a certificate in " + file + " is damaged; copy it anew", e);
    }
  }

  private static PrivateKey key(Path file, String text) throws TlsException {
    for (Pem block : Pem.in(text)) {
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return key(file, block.bytes(file));
        }
        case "ENCRYPTED PRIVATE KEY" -> throw encrypted(file);
        case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
            throw block.body().contains("ENCRYPTED")
                ? encrypted(file)
                : new TlsException(
                    "the key in "
                        + file
                        + " is in an old form; openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW makes"
                        + " PKCS#8 of it");
        default -> {
          // A certificate in the same file, or the parameters of a curve.
        }
      }
    }
    throw new TlsException(
        file
            + " holds no private key in PEM (-----BEGIN PRIVATE KEY-----); if it is in another form,"
            + " openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW makes PEM of it");
  }

  /// An EC key with its public half, as this server writes it.
  static KeyPair keys(Path file, String text) throws TlsException {
    PrivateKey secret = key(file, text);
    for (Pem block : Pem.in(text)) {
      if (block.label().equals("PUBLIC KEY")) {
        try {
          PublicKey open =
              KeyFactory.getInstance("EC")
                  .generatePublic(new X509EncodedKeySpec(block.bytes(file)));
          if (belongs(secret, open)) {
            return new KeyPair(open, secret);
          }
        } catch (GeneralSecurityException e) {
          throw new TlsException("the public key in " + file + " is damaged", e);
        }
      }
    }
    throw new TlsException(file + " holds no public key that belongs to the private one");
  }

  private static TlsException encrypted(Path file) {
    return new TlsException(
        "the key in "
            + file
            + " is encrypted, and there is nobody to ask for its password when the server starts;"
            + " openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW decrypts it, and nobody else should"
            + " be allowed to read the new file");
  }

  private static PrivateKey key(Path file, byte[] encoded) throws TlsException {
    GeneralSecurityException last = null;
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException notThis) {
        last = notThis;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java has no " + algorithm, e);
      }
    }
    throw new TlsException("the key in " + file + " is neither an RSA nor an EC key", last);
  }

  /// Signs with one and looks with the other: what a handshake will do.
  private static boolean belongs(PrivateKey key, PublicKey certified) throws TlsException {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    try {
      Signature signature =
          Signature.getInstance(
              key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(key);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(SAMPLE);
      return signature.verify(signed);
    } catch (SignatureException anotherSize) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new TlsException(
          "the key or the certificate cannot be used by this Java: " + e.getMessage(), e);
    }
  }
}
