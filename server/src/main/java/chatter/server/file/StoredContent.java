package chatter.server.file;

/// What is in a file, as it lies on the disk.
///
/// @param hash SHA-256 in hex, its name in the store
/// @param bytes how many
/// @param mediaType by what is in it
/// @param width of a picture as it is shown, in pixels; null for everything else
/// @param height the same
/// @param thumb some few pixels as a PNG in base64; null if there are none
public record StoredContent(
    String hash, long bytes, String mediaType, Integer width, Integer height, String thumb) {
  /// The same with its few pixels, or none.
  StoredContent withThumb(String newThumb) {
    return new StoredContent(hash, bytes, mediaType, width, height, newThumb);
  }
}
