package chatter.server.web.page;

import chatter.server.web.api.Answer;
import chatter.server.web.api.EntityTags;
import chatter.server.web.api.Routes;
import chatter.server.web.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/// Serves the browser page. Browsers keep the files: what the index names below the folder of its
/// version for a year without asking again, and of the rest, as of the index itself, they ask each
/// time whether it is still the same. So a page costs one question, and is never one of two
/// versions mixed.
public final class PageResource implements Routes.Resource {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final Supplier<StaticFiles> read;
  private volatile StaticFiles files;

  /// @param read how the files are read, once: when the first of them is asked for, or before
  public PageResource(Supplier<StaticFiles> read) {
    this.read = read;
  }

  /// The files. Reading them, with a sum of each and each compressed, takes a tenth of a second of
  /// an idle computer, so a start does not wait for it. Any thread.
  public StaticFiles files() {
    StaticFiles known = files;
    if (known == null) {
      synchronized (this) {
        known = files;
        if (known == null) {
          known = read.get();
          files = known;
        }
      }
    }
    return known;
  }

  @Override
  public void addTo(Routes routes) {
    routes.on("GET", "/", this::file);
  }

  private Answer file(HttpServletRequest request) {
    String path = request.getRequestURI();
    StaticFiles all = files();
    StaticFile file = all.find(path).orElseThrow(Problems::notFound);
    boolean compressed = file.gzip() != null && acceptsGzip(request);
    return answer(request, file, compressed)
        .with("ETag", compressed ? file.gzipEtag() : file.etag())
        .with("Cache-Control", all.isLasting(path) ? FOR_EVER : "no-cache")
        .with("Vary", "Accept-Encoding");
  }

  private static Answer answer(HttpServletRequest request, StaticFile file, boolean compressed) {
    if (EntityTags.matches(request.getHeader("If-None-Match"), file.etag(), file.gzipEtag())) {
      return Answer.notModified();
    }
    return compressed
        ? Answer.bytes(file.mediaType(), file.gzip()).with("Content-Encoding", "gzip")
        : Answer.bytes(file.mediaType(), file.bytes());
  }

  private static boolean acceptsGzip(HttpServletRequest request) {
    String header = request.getHeader("Accept-Encoding");
    return header != null
        && Arrays.stream(header.toLowerCase(Locale.ROOT).split(","))
            .map(coding -> coding.replace(" ", ""))
            .anyMatch(coding ->
                coding.equals("gzip")
                    || (coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(\\.0*)?")));
  }
}
