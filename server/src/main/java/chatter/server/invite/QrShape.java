package chatter.server.invite;

import chatter.shared.api.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;

/// Writes a text as a QR code that can be drawn as one shape.
final class QrShape {
  /// What the standard asks for on every side.
  private static final int QUIET_ZONE = 4;

  private QrShape() {}

  /// @throws IllegalArgumentException if the text is longer than any QR code, some two thousand
  ///   characters
  static QrCode of(String text) {
    io.nayuki.qrcodegen.QrCode code = io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.LOW);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        int from = x;
        while (x < code.size && code.getModule(x, y)) {
          x++;
        }
        if (x > from) {
          int length = x - from;
          path.append('M').append(from + QUIET_ZONE).append(' ').append(y + QUIET_ZONE);
          path.append('h').append(length).append("v1h-").append(length).append('z');
        }
      }
    }
    return new QrCode(code.size + 2 * QUIET_ZONE, path.toString());
  }
}
