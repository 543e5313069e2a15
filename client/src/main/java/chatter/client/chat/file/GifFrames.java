package chatter.client.chat.file;

/// How many pictures a GIF has, one after the other, told without decoding any of them.
final class GifFrames {
  private static final int HEADER = 13;
  private static final int IMAGE = 0x2c;
  private static final int EXTENSION = 0x21;
  private static final int APPLICATION = 0xff;

  private final byte[] bytes;
  private int at = HEADER;

  private GifFrames(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Counts them; what is cut off or broken counts as far as it goes.
  static int count(byte[] gif) {
    return new GifFrames(gif).count();
  }

  private int count() {
    if (bytes.length < HEADER) {
      return 0;
    }
    at += paletteLength(bytes[10]);
    int frames = 0;
    while (at < bytes.length) {
      int kind = bytes[at++] & 0xff;
      if (kind == IMAGE && at + 9 < bytes.length) {
        frames++;
        // Its place and size, its colours, and how wide the codes are.
        at += 9 + paletteLength(bytes[at + 8]) + 1;
        skipBlocks();
      } else if (kind == EXTENSION) {
        boolean application = at < bytes.length && (bytes[at] & 0xff) == APPLICATION;
        at++;
        if (application && at < bytes.length && bytes[at] == 0) {
          // Behind an empty name JavaFX reads on, as if the blocks only began there; else one could
          // hide any number of pictures from this.
          at++;
        }
        skipBlocks();
      } else {
        return frames;
      }
    }
    return frames;
  }

  private static int paletteLength(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private void skipBlocks() {
    while (at < bytes.length) {
      int length = bytes[at++] & 0xff;
      if (length == 0) {
        return;
      }
      at += length;
    }
  }
}
