package chatter.server.tls;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// The blocks of a PEM text, `-----BEGIN LABEL-----` to `-----END LABEL-----`, in their order. What
/// stands around them is ignored, as everybody does.
///
/// @param label what is in it, e.g. `CERTIFICATE`
/// @param body the lines between
record Pem(String label, String body) {
  private static final int LINE = 64;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  static List<Pem> in(String text) {
    return BLOCK
        .matcher(text)
        .results()
        .map(block -> new Pem(block.group(1), block.group(2)))
        .toList();
  }

  /// A block as text.
  static String text(String label, byte[] bytes) {
    String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  /// @param file to be named if it is no Base64
  byte[] bytes(Path file) throws TlsException {
    try {
      return Base64.getMimeDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw new TlsException(
          file + " is damaged: what it says is a " + label + " is no Base64; copy it anew", e);
    }
  }

  /// Without the body, which may be a key.
  @Override
  public String toString() {
    return label;
  }
}
