package chatter.server.export;

import chatter.server.conversation.HistoryFile.Message;
import chatter.server.conversation.HistoryFile.Notice;
import chatter.server.conversation.HistoryFile.Person;
import chatter.server.conversation.HistoryFile.Quoted;
import chatter.server.conversation.HistoryFile.Reacted;
import chatter.server.conversation.HistoryFile.Room;
import chatter.shared.protocol.Timestamps;
import chatter.shared.text.Graphemes;
import chatter.shared.text.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A room as one page to read and to print, which needs nothing but itself, and for files that are
/// no pictures the folder beside it. Times stand there in the zone of who exports; where scripts
/// run, the page's own small one puts them, and the days, into the reader's.
final class HtmlRoom implements RoomFile {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /// As on the page of the chat: what follows within this is one run.
  private static final Duration TOGETHER = Duration.ofMinutes(5);

  private static final int COLOURS = 10;
  private static final int QUOTED = 120;

  private final Writer out;
  private final Origin origin;
  private final HtmlFiles files;
  private final Set<Long> pictured = new HashSet<>();
  private final Map<Long, String> names = new HashMap<>();
  private Template page;
  private boolean inMain;
  private LocalDate day;
  private Message before;

  HtmlRoom(OutputStream out, Origin origin, RoomFiles files) {
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    this.origin = origin;
    this.files = new HtmlFiles(files);
  }

  @Override
  public void room(Room room) throws IOException {
    page =
        new Template(
            Map.of(
                "title", Escaped.text(room.title()),
                "server", Escaped.text(origin.server()),
                "count", "" + room.messages(),
                "exported", time(origin.at(), "moment", moment(origin.at())),
                "zone", Escaped.text(origin.zone().getId()),
                "program", Escaped.text("Chatter " + origin.version())));
    out.write(page.beforePictures());
  }

  /// Pictures are pieces of style, so that each is in the file once.
  @Override
  public void person(Person person) throws IOException {
    names.put(person.id(), person.name());
    if (person.picture() != null) {
      pictured.add(person.id());
      out.write(
          ".p"
              + person.id()
              + "{background-image:url(data:"
              + mediaType(person.picture().mediaType())
              + ";base64,"
              + person.picture().base64()
              + ")}\n");
    }
  }

  @Override
  public void message(Message message) throws IOException {
    if (!together(before, message) || !isToday(message.sentAt())) {
      endRun();
    }
    beginDay(message.sentAt());
    if (before == null) {
      out.write(run(message));
    }
    out.write(
        "<div class=\"msg\" id=\"m"
            + message.seq()
            + "\">"
            + (message.quoted() == null ? "" : quote(message.quoted()))
            + body(message)
            + files.of(message)
            + "<a class=\"at\" href=\"#m"
            + message.seq()
            + "\">"
            + (message.editedAt() == null ? "" : "edited ")
            + time(message.sentAt(), "hour", hour(message.sentAt()))
            + "</a>"
            + reactions(message)
            + "</div>\n");
    before = message;
  }

  private String body(Message message) {
    if (message.body() == null) {
      return "<div class=\"body gone\">This message was deleted.</div>";
    }
    return message.body().isEmpty()
        ? ""
        : "<div class=\"body\" dir=\"auto\">" + HtmlText.of(message.body(), names::get) + "</div>";
  }

  @Override
  public void notice(Notice notice) throws IOException {
    endRun();
    beginDay(notice.at());
    out.write(
        "<p class=\"notice\">"
            + Notices.html(notice)
            + " "
            + time(notice.at(), "hour", hour(notice.at()))
            + "</p>\n");
  }

  private boolean isToday(Instant at) {
    return local(at).toLocalDate().equals(day);
  }

  private void beginDay(Instant at) throws IOException {
    beginMain();
    if (!isToday(at)) {
      LocalDate today = local(at).toLocalDate();
      out.write(day == null ? "" : "</section>\n");
      out.write(
          "<section><h2><time datetime=\"" + today + "\">" + DAY.format(today) + "</time></h2>\n");
      day = today;
    }
  }

  private void endRun() throws IOException {
    out.write(before == null ? "" : "</article>\n");
    before = null;
  }

  private String reactions(Message message) {
    if (message.reactions().isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<div class=\"reactions\">");
    for (Reacted kind : message.reactions()) {
      html.append("<span title=\"")
          .append(
              Escaped.text(
                  String.join(
                      ", ",
                      kind.accounts().stream().map(id -> names.getOrDefault(id, "?")).toList())))
          .append("\">")
          .append(Escaped.text(kind.emoji()))
          .append(' ')
          .append(kind.accounts().size())
          .append("</span>");
    }
    return html.append("</div>").toString();
  }

  @Override
  public void end(long messages) throws IOException {
    beginMain();
    endRun();
    out.write(day == null ? "" : "</section>\n");
    out.write(page.afterMessages());
    out.close();
  }

  private void beginMain() throws IOException {
    if (!inMain) {
      inMain = true;
      out.write(page.beforeMessages());
    }
  }

  private static boolean together(Message older, Message newer) {
    return older != null
        && older.sender() == newer.sender()
        && newer.quoted() == null
        && Duration.between(older.sentAt(), newer.sentAt()).compareTo(TOGETHER) <= 0;
  }

  private String run(Message first) {
    boolean picture = pictured.contains(first.sender());
    return "<article class=\"hue"
        + first.sender() % COLOURS
        + "\"><span class=\"face"
        + (picture ? " p" + first.sender() : "")
        + "\" aria-hidden=\"true\">"
        + (picture ? "" : Escaped.text(Graphemes.initials(first.name())))
        + "</span><h3><bdi>"
        + Escaped.text(first.name())
        + "</bdi></h3>\n";
  }

  private String quote(Quoted quoted) {
    return "<a class=\"quote\" href=\"#m"
        + quoted.seq()
        + "\"><b><bdi>"
        + Escaped.text(quoted.name())
        + "</bdi></b><span dir=\"auto\">"
        + (quoted.body() == null
            ? "This message was deleted."
            : Escaped.text(Graphemes.preview(PlainText.of(quoted.body(), names::get), QUOTED)))
        + "</span></a>";
  }

  private static String time(Instant at, String form, String shown) {
    return "<time class=\""
        + form
        + "\" datetime=\""
        + Timestamps.text(at)
        + "\">"
        + shown
        + "</time>";
  }

  private String moment(Instant at) {
    return DAY.format(local(at)) + ", " + hour(at);
  }

  private ZonedDateTime local(Instant at) {
    return at.atZone(origin.zone());
  }

  private String hour(Instant at) {
    return HOUR.format(local(at));
  }

  /// It goes into a piece of style, where no text may go that anybody could have written.
  private static String mediaType(String mediaType) {
    if (!mediaType.matches("image/[a-z0-9.+-]+")) {
      throw new IllegalStateException("a picture is no picture");
    }
    return mediaType;
  }
}
