package chatter.client.chat.message;

import chatter.client.net.outbox.OutboxFile;
import chatter.shared.protocol.FileInfo;
import java.util.Locale;

/// A file of a message: one that the server has, or one that waits to be sent.
///
/// @param id by which links to it are asked for; of one that waits what its copy is called
/// @param name as its sender calls it; never the name of a file on this computer
/// @param mediaType what it is; of one that waits only whether it is a picture
/// @param width of a picture as it is shown, in pixels; null for everything else
/// @param height the same
/// @param thumb a PNG of some few pixels in base64; null if there is none
/// @param copy the copy that waits; null if the server has it
public record MessageFile(
    String id,
    String name,
    String mediaType,
    long bytes,
    Integer width,
    Integer height,
    String thumb,
    OutboxFile copy) {
  /// One that the server has.
  public static MessageFile of(FileInfo info) {
    return new MessageFile(
        info.id(),
        info.name(),
        info.mediaType(),
        info.bytes(),
        info.width(),
        info.height(),
        info.thumb(),
        null);
  }

  /// One that waits.
  public static MessageFile of(OutboxFile file) {
    return new MessageFile(
        file.id(),
        file.name(),
        file.width() == null ? "application/octet-stream" : "image/*",
        file.bytes(),
        file.width(),
        file.height(),
        null,
        file);
  }

  FileInfo info() {
    return new FileInfo(id, name, mediaType, bytes, width, height, thumb);
  }

  /// Whether it waits to be sent.
  public boolean waiting() {
    return copy != null;
  }

  /// Whether it is drawn, and not only named.
  public boolean isPicture() {
    return width != null
        && height != null
        && width > 0
        && height > 0
        && mediaType.startsWith("image/");
  }

  /// Whether a program that plays sound or video opens it.
  public boolean isPlayed() {
    return mediaType.startsWith("audio/") || mediaType.startsWith("video/");
  }

  /// What its name ends with, in upper case; empty if that says nothing.
  public String extension() {
    int dot = name.lastIndexOf('.');
    String end = dot <= 0 ? "" : name.substring(dot + 1);
    return end.matches("[A-Za-z0-9]{1,8}") ? end.toUpperCase(Locale.ROOT) : "";
  }
}
