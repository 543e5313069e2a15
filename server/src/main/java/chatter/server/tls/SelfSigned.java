package chatter.server.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import okhttp3.tls.HeldCertificate;

/// Makes certificates that nobody but their own key vouches for. The only place that knows the
/// library; it is loaded only when one is made.
final class SelfSigned {
  private static final int SEQUENCE = 0x30;
  private static final int BIT_STRING = 0x03;
  private static final int EXTENSIONS = 0xa3;

  // extendedKeyUsage (2.5.29.37) with serverAuth (1.3.6.1.5.5.7.3.1) alone.
  private static final byte[] FOR_SERVERS =
      HexFormat.of().parseHex("30130603551d25040c300a06082b06010505070301");

  private SelfSigned() {}

  /// @param keys on the curve P-256
  /// @param names which it is for: names and addresses
  /// @return PEM
  static String certificate(KeyPair keys, List<String> names, Instant from, Instant until) {
    HeldCertificate.Builder builder =
        new HeldCertificate.Builder()
            .keyPair(keys)
            .commonName("Chatter")
            .validityInterval(from.toEpochMilli(), until.toEpochMilli());
    names.forEach(builder::addSubjectAlternativeName);
    try {
      return Pem.text("CERTIFICATE", forServers(builder.build().certificate().getEncoded(), keys));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was just made is none", e);
    }
  }

  /// The same certificate with one extension more, which the library cannot write, signed anew. The
  /// extensions are the last part of what is signed.
  private static byte[] forServers(byte[] certificate, KeyPair keys) {
    List<byte[]> parts = parts(content(certificate));
    List<byte[]> signed = new ArrayList<>(parts(content(parts.getFirst())));
    byte[] extensions = new byte[0];
    if ((signed.getLast()[0] & 0xff) == EXTENSIONS) {
      extensions = content(content(signed.removeLast()));
    }
    signed.add(element(EXTENSIONS, element(SEQUENCE, joined(List.of(extensions, FOR_SERVERS)))));
    byte[] toSign = element(SEQUENCE, joined(signed));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(toSign);
      byte[] bits = joined(List.of(new byte[1], signature.sign()));
      return element(SEQUENCE, joined(List.of(toSign, parts.get(1), element(BIT_STRING, bits))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key that signed once does not sign again", e);
    }
  }

  /// What is in an element (DER), without its tag and length.
  private static byte[] content(byte[] element) {
    ByteBuffer in = ByteBuffer.wrap(element);
    int length = skipTo(in);
    return Arrays.copyOfRange(element, in.position(), in.position() + length);
  }

  /// The elements one after the other, each with its tag and length.
  private static List<byte[]> parts(byte[] content) {
    List<byte[]> parts = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(content);
    while (in.hasRemaining()) {
      int start = in.position();
      int length = skipTo(in);
      in.position(in.position() + length);
      parts.add(Arrays.copyOfRange(content, start, in.position()));
    }
    return parts;
  }

  /// Leaves the buffer at the content.
  ///
  /// @return its length
  private static int skipTo(ByteBuffer in) {
    in.get();
    int length = in.get() & 0xff;
    if (length < 0x80) {
      return length;
    }
    int bytes = length & 0x7f;
    length = 0;
    for (int i = 0; i < bytes; i++) {
      length = length << 8 | (in.get() & 0xff);
    }
    return length;
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parts.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
