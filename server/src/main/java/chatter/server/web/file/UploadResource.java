package chatter.server.web.file;

import chatter.server.conversation.Conversations;
import chatter.server.file.FileLinks;
import chatter.server.file.PreviewSize;
import chatter.server.file.Upload;
import chatter.server.file.Uploads;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.web.api.Answer;
import chatter.server.web.api.Parameters;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Routes;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.problem.Problems;
import chatter.shared.api.FileLink;
import chatter.shared.api.FileLinksRequest;
import chatter.shared.api.FileLinksResponse;
import chatter.shared.limits.FileNames;
import chatter.shared.limits.Limits;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Files on their way, by tus 1.0, but for their bytes, which `FileTransfers` takes; and links to
/// those that were sent.
public final class UploadResource implements Routes.Resource {
  /// Below which uploads are.
  static final String UPLOADS = "/api/uploads/";

  /// Below which files are.
  static final String FILES = "/api/files/";

  /// The version of tus.
  static final String VERSION = "1.0.0";

  static final String VERSION_HEADER = "Tus-Resumable";
  static final String OFFSET_HEADER = "Upload-Offset";

  /// What somebody means who can only say `POST`.
  static final String METHOD_HEADER = "X-HTTP-Method-Override";

  private static final String EXTENSIONS = "creation,expiration,termination";
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private final TokenCheck tokens;
  private final Uploads uploads;
  private final Conversations conversations;
  private final FileLinks links;
  private final long most;

  /// @param most bytes of one file, for clients that ask
  public UploadResource(
      TokenCheck tokens, Uploads uploads, Conversations conversations, FileLinks links, long most) {
    this.tokens = tokens;
    this.uploads = uploads;
    this.conversations = conversations;
    this.links = links;
    this.most = most;
  }

  @Override
  public void addTo(Routes routes) {
    routes.on("OPTIONS", "/api/uploads", this::options);
    routes.on("POST", "/api/uploads", this::create);
    routes.on("HEAD", UPLOADS + "*", this::offset);
    routes.on("DELETE", UPLOADS + "*", this::terminate);
    routes.on("POST", UPLOADS + "*", this::meant);
    routes.on("POST", "/api/files/links", this::link);
  }

  private Answer options(HttpServletRequest request) {
    Answer answer =
        tus(Answer.nothing()).with("Tus-Version", VERSION).with("Tus-Extension", EXTENSIONS);
    return most == Long.MAX_VALUE ? answer : answer.with("Tus-Max-Size", Long.toString(most));
  }

  private Answer create(HttpServletRequest request) {
    Session session = tokens.session(request);
    checkVersion(request.getHeader(VERSION_HEADER));
    String length = request.getHeader("Upload-Length");
    if (length == null || !LENGTH.matcher(length).matches()) {
      throw Problems.badRequest("Upload-Length is a whole number.");
    }
    String name = name(request.getHeader("Upload-Metadata"));
    Upload upload =
        uploads.create(
            session.account(), Long.parseLong(length), name, Sessions.lasting(session.caller()));
    return withExpiry(tus(Answer.status(201)).with("Location", UPLOADS + upload.id()), upload);
  }

  private Answer offset(HttpServletRequest request) {
    Session session = tokens.session(request);
    checkVersion(request.getHeader(VERSION_HEADER));
    Upload upload = uploads.find(session.account(), id(request));
    long offset = uploads.offset(upload);
    return withExpiry(
        tus(Answer.status(200))
            .with(OFFSET_HEADER, Long.toString(offset))
            .with("Upload-Length", Long.toString(upload.length()))
            .with("Cache-Control", "no-store"),
        upload);
  }

  private Answer meant(HttpServletRequest request) {
    if ("DELETE".equals(request.getHeader(METHOD_HEADER))) {
      return terminate(request);
    }
    throw Problems.methodNotAllowed("DELETE, HEAD, OPTIONS, PATCH");
  }

  private Answer terminate(HttpServletRequest request) {
    Session session = tokens.session(request);
    checkVersion(request.getHeader(VERSION_HEADER));
    uploads.abandon(session.account(), id(request));
    return tus(Answer.nothing());
  }

  /// Links to files that the caller may read now; those that are not theirs to read are left out.
  private Answer link(HttpServletRequest request) {
    Session session = tokens.session(request);
    FileLinksRequest body = RequestBody.json(request, FileLinksRequest.class);
    if (body.files() == null || body.files().size() > Limits.FILE_LINKS) {
      throw Problems.invalid("files names up to " + Limits.FILE_LINKS + ".", "files");
    }
    List<FileLink> given = new ArrayList<>();
    for (String file : body.files()) {
      if (file == null) {
        throw Problems.wrongType("files");
      }
      String id = file.toLowerCase(Locale.ROOT);
      if (conversations.file(session.account(), id).isPresent()) {
        String url = FILES + id + "?link=" + links.sign(id, session.account(), session.id());
        given.add(
            new FileLink(
                id,
                url,
                url + "&size=" + PreviewSize.SMALL.text(),
                url + "&size=" + PreviewSize.LARGE.text(),
                url + "&save=1"));
      }
    }
    return Answer.json(200, new FileLinksResponse(given));
  }

  static void checkVersion(String version) {
    if (!VERSION.equals(version)) {
      throw Problems.tusVersion(VERSION);
    }
  }

  private static Answer tus(Answer answer) {
    return answer.with(VERSION_HEADER, VERSION);
  }

  private static Answer withExpiry(Answer answer, Upload upload) {
    return upload.finished()
        ? answer
        : answer.with("Upload-Expires", HttpDates.text(upload.createdAt().plus(Uploads.LIFE)));
  }

  private static String id(HttpServletRequest request) {
    return Parameters.below(request).toLowerCase(Locale.ROOT);
  }

  /// The name in tus's metadata, `filename` and its value in base64 among others, with commas.
  private static String name(String metadata) {
    if (metadata != null) {
      for (String pair : metadata.split(",", -1)) {
        String[] words = pair.strip().split(" ", -1);
        if (words[0].equals("filename") && words.length == 2) {
          String name =
              decoded(words[1]).orElseThrow(() -> Problems.badRequest("filename is not base64."));
          FileNames.check(name)
              .ifPresent(rule -> {
                throw Problems.invalid(rule.message(), "filename");
              });
          return name;
        }
      }
    }
    throw Problems.badRequest("Upload-Metadata has no filename.");
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
              .toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
