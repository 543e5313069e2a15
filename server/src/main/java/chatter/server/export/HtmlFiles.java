package chatter.server.export;

import chatter.server.conversation.HistoryFile.Attached;
import chatter.server.conversation.HistoryFile.Message;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The files of a message on a page: pictures as they look, everything else as a link to what lies
/// beside the page.
final class HtmlFiles {
  private static final double KILO = 1_000;

  private final RoomFiles files;

  HtmlFiles(RoomFiles files) {
    this.files = files;
  }

  /// @return nothing for a message without files
  String of(Message message) throws IOException {
    List<Attached> attached = message.files();
    if (attached.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<ul class=\"files\">");
    for (int i = 0; i < attached.size(); i++) {
      html.append("<li>").append(file(message.seq(), i, attached.get(i))).append("</li>");
    }
    return html.append("</ul>").toString();
  }

  private String file(long message, int position, Attached file) throws IOException {
    Optional<RoomFiles.Picture> picture = files.picture(file);
    String image = picture.map(shown -> image(shown, file)).orElse("");
    if (picture.isPresent() && picture.get().whole()) {
      return image;
    }
    String size = " <small>" + size(file.bytes());
    String name = "<bdi>" + Escaped.text(file.name()) + "</bdi>";
    return image
        + files
            .copy(message, position, file)
            .map(path ->
                "<a href=\""
                    + Escaped.text(address(path))
                    + "\" download rel=\"noreferrer noopener\">"
                    + name
                    + "</a>"
                    + size
                    + "</small>")
            .orElse(name + size + " · not available</small>");
  }

  /// Base64 and the type, which this program told by the picture itself, mean nothing in HTML.
  private static String image(RoomFiles.Picture picture, Attached file) {
    return "<img src=\"data:"
        + picture.mediaType()
        + ";base64,"
        + picture.base64()
        + "\" alt=\""
        + Escaped.text(file.name())
        + "\""
        + (file.width() == null || file.height() == null
            ? ""
            : " width=\"" + file.width() + "\" height=\"" + file.height() + "\"")
        + ">";
  }

  /// Begins with a dot: otherwise a colon in a name would make a scheme of what is before it.
  private static String address(String path) {
    try {
      return new URI(null, null, "./" + path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path can be quoted", e);
    }
  }

  private static String size(long bytes) {
    return bytes < KILO * KILO
        ? String.format(Locale.ROOT, "%d kB", Math.max(1, Math.round(bytes / KILO)))
        : String.format(Locale.ROOT, "%.1f MB", bytes / KILO / KILO);
  }
}
