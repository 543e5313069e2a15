package chatter.shared.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/// A file of a message.
///
/// @param id a UUID, by which links to it are asked for; that of its upload
/// @param name as its sender calls it, in any script; to be made safe before it is a file's name
/// @param mediaType what it is by its contents, never by its name
/// @param bytes its length
/// @param width of a picture as it is shown, in pixels; null for everything else
/// @param height the same
/// @param thumb what to show until the picture is there: a PNG of some few pixels in base64; null
///   if there is none
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileInfo(
    String id,
    String name,
    String mediaType,
    long bytes,
    Integer width,
    Integer height,
    String thumb) {
  public FileInfo {
    Objects.requireNonNull(id, "id is missing");
    Objects.requireNonNull(name, "name is missing");
    Objects.requireNonNull(mediaType, "mediaType is missing");
  }
}
