package chatter.server.web.account;

import chatter.server.account.Avatars;
import chatter.server.picture.Picture;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.EntityTags;
import chatter.server.web.problem.Problems;

/// `GET /api/avatars/{contentHash}`: a profile picture. Without a login, because an `<img>` can
/// send none; whoever does not know the picture cannot know its hash.
public final class PictureServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  public PictureServlet(Avatars avatars) {
    on(
        "GET",
        request -> {
          String path = request.getPathInfo();
          String hash = path == null ? "" : path.substring(1);
          String etag = '"' + hash + '"';
          Picture picture = avatars.find(hash).orElseThrow(Problems::notFound);
          Answer answer =
              EntityTags.matches(request.getHeader("If-None-Match"), etag)
                  ? Answer.notModified()
                  : Answer.bytes(picture.mediaType(), picture.bytes());
          return answer.with("Cache-Control", FOR_EVER).with("ETag", etag);
        });
  }
}
