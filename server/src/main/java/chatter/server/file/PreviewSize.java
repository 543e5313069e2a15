package chatter.server.file;

import java.util.Locale;
import java.util.Optional;

/// The sizes in which pictures are shown small.
public enum PreviewSize {
  /// For a screen with a pixel for each point.
  SMALL(560),
  /// For one with two.
  LARGE(1_120);

  private final int side;

  PreviewSize(int side) {
    this.side = side;
  }

  /// Neither its width nor its height is more, in pixels.
  public int side() {
    return side;
  }

  /// As it stands in an address.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The size of that text.
  public static Optional<PreviewSize> of(String text) {
    for (PreviewSize size : values()) {
      if (size.text().equals(text)) {
        return Optional.of(size);
      }
    }
    return Optional.empty();
  }

  /// What the preview of a content is called in its store.
  String nameOf(String hash) {
    return hash + "." + text();
  }
}
