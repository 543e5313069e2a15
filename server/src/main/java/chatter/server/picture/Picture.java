package chatter.server.picture;

import chatter.shared.crypto.Sha256;
import java.awt.image.BufferedImage;

/// A profile picture as it is stored and served: a square of `SIDE` pixels that this program
/// encoded itself, so that nothing of the upload survives but what can be seen.
public final class Picture {
  /// Width and height in pixels.
  public static final int SIDE = 256;

  private static final float JPEG_QUALITY = 0.88f;

  private final String hash;
  private final String mediaType;
  private final byte[] bytes;

  /// @param hash SHA-256 of the bytes in hex
  /// @param mediaType `image/png` or `image/jpeg`
  /// @param bytes owned from here on
  public Picture(String hash, String mediaType, byte[] bytes) {
    this.hash = hash;
    this.mediaType = mediaType;
    this.bytes = bytes;
  }

  /// SHA-256 of the bytes in hex, which is also its name.
  public String hash() {
    return hash;
  }

  /// `image/png` or `image/jpeg`.
  public String mediaType() {
    return mediaType;
  }

  /// The encoded picture. Shared; nobody may change it.
  public byte[] bytes() {
    return bytes;
  }

  /// Makes one from an uploaded file, at once and on this thread; for tests and tools. Servers have
  /// an `Upload` made, which knows what it will cost.
  ///
  /// @throws PictureRefusedException if it is none, or too large
  static Picture fromUpload(byte[] upload) {
    return Upload.of(upload).decode();
  }

  /// Encodes what was decoded.
  ///
  /// @param square whose numbers are colours
  static Picture of(BufferedImage square) {
    boolean transparent = square.getColorModel().hasAlpha();
    byte[] bytes = ArgbImage.encode(square, transparent ? "png" : "jpeg", JPEG_QUALITY);
    return new Picture(Sha256.hex(bytes), transparent ? "image/png" : "image/jpeg", bytes);
  }
}
