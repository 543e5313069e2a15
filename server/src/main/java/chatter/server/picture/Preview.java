package chatter.server.picture;

/// A smaller picture of a picture, encoded by this program, so that nothing is in it but what can
/// be seen.
public final class Preview {
  private final int width;
  private final int height;
  private final String mediaType;
  private final byte[] bytes;

  /// @param width in pixels
  /// @param height in pixels
  /// @param mediaType `image/png` or `image/jpeg`
  /// @param bytes owned from here on
  Preview(int width, int height, String mediaType, byte[] bytes) {
    this.width = width;
    this.height = height;
    this.mediaType = mediaType;
    this.bytes = bytes;
  }

  /// In pixels.
  public int width() {
    return width;
  }

  /// In pixels.
  public int height() {
    return height;
  }

  /// `image/jpeg`, or `image/png` if something of it is transparent.
  public String mediaType() {
    return mediaType;
  }

  /// The encoded picture. Shared; nobody may change it.
  public byte[] bytes() {
    return bytes;
  }
}
