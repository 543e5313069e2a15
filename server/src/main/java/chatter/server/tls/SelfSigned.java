package chatter.server.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Makes certificates that nobody but their own key vouches for, in the one form that such a server
/// needs: RFC 5280, in DER.
final class SelfSigned {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;

  /// A length from here on is written as so many bytes.
  private static final int LONG = 0x80;

  // Object identifiers: 1.2.840.10045.4.3.2 as an algorithm, 2.5.4.3, 2.5.29.17.
  private static final byte[] ECDSA_WITH_SHA256 = hex("300a06082a8648ce3d040302");
  private static final byte[] COMMON_NAME = hex("0603550403");
  private static final byte[] SUBJECT_ALTERNATIVE_NAME = hex("0603551d11");

  // extendedKeyUsage (2.5.29.37) with serverAuth (1.3.6.1.5.5.7.3.1) alone.
  private static final byte[] FOR_SERVERS = hex("30130603551d25040c300a06082b06010505070301");

  private static final byte[] CRITICAL = hex("0101ff");
  private static final byte[] THIRD_VERSION = element(INTEGER, new byte[] {2});

  /// Until then years have two digits.
  private static final Instant LONG_YEARS = Instant.parse("2050-01-01T00:00:00Z");

  private static final int SERIAL_BITS = 127;
  private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]*|[\\d.]+");

  private SelfSigned() {}

  /// @param keys on the curve P-256
  /// @param names which it is for: names and addresses
  /// @return PEM
  static String certificate(KeyPair keys, List<String> names, Instant from, Instant until) {
    byte[] chatter =
        sequence(element(SET, sequence(COMMON_NAME, element(UTF8_STRING, utf8("Chatter")))));
    byte[] toSign =
        sequence(
            element(VERSION, THIRD_VERSION),
            element(INTEGER, serial()),
            ECDSA_WITH_SHA256,
            chatter,
            sequence(time(from), time(until)),
            chatter,
            keys.getPublic().getEncoded(),
            element(EXTENSIONS, sequence(forNames(names), FOR_SERVERS)));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(toSign);
      byte[] signed = element(BIT_STRING, new byte[1], signature.sign());
      return Pem.text("CERTIFICATE", sequence(toSign, ECDSA_WITH_SHA256, signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key on P-256 does not sign", e);
    }
  }

  /// Greater than 0, and that of no other certificate of the key.
  private static byte[] serial() {
    return new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE).toByteArray();
  }

  private static byte[] time(Instant time) {
    boolean late = !time.isBefore(LONG_YEARS);
    String digits =
        DateTimeFormatter.ofPattern(late ? "uuuuMMddHHmmss'Z'" : "uuMMddHHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(time);
    return element(late ? GENERALIZED_TIME : UTC_TIME, utf8(digits));
  }

  private static byte[] forNames(List<String> names) {
    byte[][] each = names.stream().map(SelfSigned::name).toArray(byte[][]::new);
    return sequence(SUBJECT_ALTERNATIVE_NAME, CRITICAL, element(OCTET_STRING, sequence(each)));
  }

  private static byte[] name(String name) {
    return ADDRESS.matcher(name).matches()
        ? element(IP_ADDRESS, InetAddress.ofLiteral(name).getAddress())
        : element(DNS_NAME, utf8(name));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] sequence(byte[]... parts) {
    return element(SEQUENCE, parts);
  }

  private static byte[] element(int tag, byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length < LONG) {
      out.write(length);
    } else {
      byte[] bytes = BigInteger.valueOf(length).toByteArray();
      // Without the sign.
      int from = bytes[0] == 0 ? 1 : 0;
      out.write(LONG | (bytes.length - from));
      out.write(bytes, from, bytes.length - from);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
