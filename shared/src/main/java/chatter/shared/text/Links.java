package chatter.shared.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/// Finds web and mail addresses in what people write. autolink says where one may begin; where it
/// ends, and whether it may lead anywhere, is one rule, which the page obeys as well (`links.js`):
/// the examples in `links.json` bind both. Takes time in proportion to the text. Safe for any
/// thread.
///
/// Never a link: any other scheme, user information before a host (it only ever deceives), and an
/// address with something inside that is not seen or turns the reading direction.
public final class Links {
  /// Scripts that put no blank between a word and an address.
  private static final String SPACELESS =
      "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}"
          + "\\p{IsMyanmar}";

  /// What parts a text, because it stands in no address: blanks, quotes, angle brackets, emoji, and
  /// the punctuation of scripts that put no blank after it.
  private static final String PARTING =
      "\\p{Z}\\p{Cc}\\p{Cs}<>\"\\u00ab\\u00bb\\u2018\\u201a-\\u201f\\u2025\\u2026\\u2039\\u203a"
          + "\\u055d\\u0589\\u05c0\\u05c3\\u060c\\u061b\\u061f\\u06d4\\u0964\\u0965\\u0f0d-\\u0f14"
          + "\\u104a\\u104b\\u1361-\\u1368\\u17d4-\\u17d6\\u3001-\\u3003\\u3008-\\u3011"
          + "\\u3014-\\u301f\\ufe10-\\ufe19\\ufe30-\\ufe52\\ufe54-\\ufe6a\\uff01-\\uff0f"
          + "\\uff1a-\\uff1f\\uff3b-\\uff40\\uff5b-\\uff65"
          + "\\p{IsExtended_Pictographic}\\x{1f1e6}-\\x{1f1ff}\\x{1f3fb}-\\x{1f3ff}";

  private static final String UNSEEN =
      "\\p{Cf}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2800\\u3164\\ufe00-\\ufe0f\\uffa0"
          + "\\x{e0100}-\\x{e01ef}";

  private static final Pattern STRETCH = Pattern.compile("[^" + PARTING + "]+");
  private static final Pattern ANY_UNSEEN = Pattern.compile("[" + UNSEEN + "]");

  /// The rest of an emoji, or a mark of direction: harmless where an address begins or has ended.
  private static final Pattern HARMLESS =
      Pattern.compile("^[\\ufe0f\\u20e3\\ufeff\\u200b-\\u200f]+");

  /// What ends a sentence, and not an address.
  private static final Pattern ENDING =
      Pattern.compile(
          "[.,:;!?'*_~`^|$({\\[]|[\\p{P}&&[^\\x00-\\x7f]]|[\\u200b-\\u200f\\u202c\\u2069\\ufe0f\\ufeff]");

  private static final String LABEL = "[\\p{L}\\p{M}\\p{N}_-]{1,63}+";
  private static final Pattern HOST =
      Pattern.compile(
          "\\[[0-9A-Fa-f:.]{2,45}\\]|" + LABEL + "(?:\\." + LABEL + ")*+(?:\\.(?=[/:?#]))?");

  /// What may follow a host; anything else makes another host of it than it seems.
  private static final Pattern AFTER_HOST =
      Pattern.compile(
          "[/?#:,;.!'`*_~(){}\\[\\]]|[\\p{P}&&[^\\x00-\\x7f\\ufe6b\\uff20]]|["
              + SPACELESS
              + "]|[\\u200b-\\u200f\\u202c\\u2069\\ufe0f\\ufeff]+(?:$|[,;.:!?'*_~(){}\\[\\]]"
              + "|[\\p{P}&&[^\\x00-\\x7f\\ufe6b\\uff20]])");

  private static final Pattern PORT = Pattern.compile(":([0-9]{1,5})(?![0-9])");
  private static final Pattern AUTHORITY = Pattern.compile("[^/?#]*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
  private static final Pattern TOP = Pattern.compile("[\\p{L}\\p{M}]{2,}|[xX][nN]--[a-zA-Z0-9-]+");
  private static final Pattern THEN_SPACELESS =
      Pattern.compile("^([\\x00-\\x7f]+)(?=[" + SPACELESS + "])");
  private static final Pattern BEGINNING =
      Pattern.compile("(?<![a-z0-9+])(https?:(?=//)|//|www\\.)");
  private static final Pattern OTHER_SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:$");
  private static final Pattern BEFORE_WWW =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}._/@:+%&=?#\\\\\\-&&[^" + SPACELESS + "]]$");
  private static final String MAIL_CHAR = "[\\p{L}\\p{M}\\p{N}_%+\\-&&[^" + SPACELESS + "]]";
  private static final int MAIL_NAME = 64;
  private static final Pattern MAIL_BEFORE =
      Pattern.compile(
          "(?:^|[^@./\\\\\\p{L}\\p{M}\\p{N}_%+-]|["
              + SPACELESS
              + "])("
              + MAIL_CHAR
              + "(?:\\.?"
              + MAIL_CHAR
              + "){0,"
              + (MAIL_NAME - 1)
              + "})$");
  private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9a-fA-F]{2})");
  private static final int HOST_CHARS = 253;
  private static final String CLOSERS = ")]}";
  private static final String OPENERS = "([{";

  private static final LinkExtractor FINDER =
      LinkExtractor.builder()
          .linkTypes(EnumSet.of(LinkType.URL, LinkType.WWW, LinkType.EMAIL))
          .build();

  private Links() {}

  /// A piece of a text.
  ///
  /// @param text as it was written
  /// @param target where it leads, in ASCII: `http:`, `https:` or `mailto:`; null for mere words
  /// @param hint the target once more if its host is written in letters that can look like others,
  ///   to be shown before one follows the link; otherwise null
  public record Piece(String text, String target, String hint) {}

  /// Cuts a text into words and links, which together are the text again.
  public static List<Piece> split(String text) {
    List<Piece> pieces = new ArrayList<>();
    int done = 0;
    if (text.contains("://") || text.indexOf('@') >= 0 || mentionsWww(text)) {
      Matcher stretch = STRETCH.matcher(text);
      while (stretch.find()) {
        for (Found link : find(stretch.group())) {
          int start = stretch.start() + link.start;
          if (start > done) {
            pieces.add(new Piece(text.substring(done, start), null, null));
          }
          done = stretch.start() + link.end;
          String shown = text.substring(start, done);
          pieces.add(new Piece(shown, link.target, link.foreign ? link.target : null));
        }
      }
    }
    if (done < text.length()) {
      pieces.add(new Piece(text.substring(done), null, null));
    }
    return pieces;
  }

  private static String smallAscii(String text) {
    char[] small = text.toCharArray();
    for (int i = 0; i < small.length; i++) {
      if (small[i] >= 'A' && small[i] <= 'Z') {
        small[i] = (char) (small[i] + ('a' - 'A'));
      }
    }
    return new String(small);
  }

  private static boolean mentionsWww(String text) {
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
      if (dot >= 3 && text.regionMatches(true, dot - 3, "www", 0, 3)) {
        return true;
      }
    }
    return false;
  }

  /// @param foreign whether the host is written in other letters than ASCII
  /// @param closed whether a bracket closed around it, after which another may follow
  private record Found(int start, int end, String target, boolean foreign, boolean closed) {}

  private static List<Found> find(String stretch) {
    if (stretch.indexOf('@') < 0 && !stretch.contains("://") && !mentionsWww(stretch)) {
      return List.of();
    }
    // autolink takes "www." in small letters only.
    String plain = smallAscii(stretch);
    List<Found> found = new ArrayList<>();
    int from = 0;
    boolean again = true;
    while (again) {
      again = false;
      int first = firstBeginning(plain, from);
      for (LinkSpan span : FINDER.extractLinks(plain.subSequence(from, plain.length()))) {
        int begin = from + span.getBeginIndex();
        int seen = found.isEmpty() ? 0 : found.getLast().end;
        if (span.getType() == LinkType.EMAIL) {
          Found mail = mail(stretch, seen, stretch.indexOf('@', begin));
          if (mail != null && (first < 0 || mail.start < first)) {
            found.add(mail);
          }
        } else if (first >= 0 && begin <= first && first < from + span.getEndIndex()) {
          mails(stretch, begin, first, found);
          seen = found.isEmpty() ? 0 : found.getLast().end;
          Found web = web(stretch, seen, first);
          if (web != null) {
            found.add(web);
            from = web.end;
            again = web.closed;
          }
          break;
        } else if (first >= 0 && begin > first) {
          break;
        } else {
          mails(stretch, begin, from + span.getEndIndex(), found);
        }
      }
    }
    return found;
  }

  /// What only looks like the beginning of an address hides no mail address behind it.
  private static void mails(String stretch, int from, int to, List<Found> found) {
    for (int at = stretch.indexOf('@', from);
        at >= 0 && at < to;
        at = stretch.indexOf('@', at + 1)) {
      int seen = found.isEmpty() ? 0 : found.getLast().end;
      Found mail = at < seen ? null : mail(stretch, seen, at);
      if (mail != null && mail.end <= to) {
        found.add(mail);
      }
    }
  }

  /// Where the first address of the web would have to begin; -1 if nowhere. What is none as a whole
  /// has no part that would be one, and after one comes nothing else without a blank or a closing
  /// bracket.
  private static int firstBeginning(String plain, int from) {
    Matcher beginning = BEGINNING.matcher(plain).region(from, plain.length());
    while (beginning.find()) {
      int start = beginning.start(1);
      String what = beginning.group(1);
      boolean begins =
          switch (what) {
            case "//" ->
                OTHER_SCHEME.matcher(plain).region(Math.max(from, start - 40), start).find();
            case "www." ->
                start == from
                    || !BEFORE_WWW.matcher(plain).region(Math.max(from, start - 2), start).find();
            default -> true;
          };
      if (begins) {
        return start;
      }
    }
    return -1;
  }

  /// An address of the web that may begin here; null if it is none.
  private static Found web(String stretch, int seen, int start) {
    if (stretch.charAt(start) == '/') {
      return null;
    }
    boolean www = stretch.charAt(start + 3) == '.';
    int host = www ? start : stretch.indexOf("://", start) + 3;
    Matcher authority = AUTHORITY.matcher(stretch).region(host, stretch.length());
    Matcher name = HOST.matcher(stretch).region(host, stretch.length());
    name.useTransparentBounds(true);
    if (!authority.lookingAt()
        || authority.group().matches(".*[@\\ufe6b\\uff20].*")
        || !name.lookingAt()) {
      return null;
    }
    String written = withoutWord(name.group());
    int end = host + written.length();
    boolean whole = written.length() == name.group().length();
    String plain = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
    String ascii = asciiHost(plain, www);
    if (ascii == null
        || (end < stretch.length()
            && !AFTER_HOST.matcher(stretch).region(end, stretch.length()).lookingAt())) {
      return null;
    }
    String rest = "";
    boolean closed = end < stretch.length() && CLOSERS.indexOf(stretch.charAt(end)) >= 0;
    if (whole) {
      Matcher port = PORT.matcher(stretch).region(end, stretch.length());
      if (port.lookingAt()) {
        if (Integer.parseInt(port.group(1)) > 65_535) {
          return null;
        }
        end = port.end();
        rest = port.group();
      }
      if (end < stretch.length() && "/?#".indexOf(stretch.charAt(end)) >= 0) {
        char quote =
            start > 0 && "'\u2019".indexOf(stretch.charAt(start - 1)) >= 0
                ? stretch.charAt(start - 1)
                : 0;
        int stop = endOfPath(stretch, end, quote);
        closed = stop < stretch.length() && CLOSERS.indexOf(stretch.charAt(stop)) >= 0;
        int last = withoutEnding(stretch, end, stop);
        rest += encoded(stretch.substring(end, last));
        end = last;
      }
    }
    if (hasUnseen(stretch, seen, start, end)) {
      return null;
    }
    String scheme = www ? "http" : stretch.substring(start, host - 3).toLowerCase(Locale.ROOT);
    String dot = written.endsWith(".") ? "." : "";
    return new Found(
        start, end, scheme + "://" + ascii + dot + rest, !ascii.equalsIgnoreCase(plain), closed);
  }

  /// @param seen where the address before it ends
  private static boolean hasUnseen(String stretch, int seen, int start, int end) {
    Matcher harmless = HARMLESS.matcher(stretch).region(seen, stretch.length());
    int from = harmless.lookingAt() ? Math.min(harmless.end(), start) : seen;
    return ANY_UNSEEN.matcher(stretch).region(from, end).find();
  }

  /// Where the first bracket closes that was not opened inside, or what nothing in a path can be.
  private static int endOfPath(String stretch, int from, char quote) {
    int[] open = new int[CLOSERS.length()];
    for (int i = from; i < stretch.length(); i++) {
      char c = stretch.charAt(i);
      int closer = CLOSERS.indexOf(c);
      int opener = OPENERS.indexOf(c);
      if (c == '\\'
          || c == '`'
          || (quote != 0 && c == quote)
          || (closer >= 0 && open[closer] == 0)) {
        return i;
      }
      if (closer >= 0) {
        open[closer]--;
      } else if (opener >= 0) {
        open[opener]++;
      }
    }
    return stretch.length();
  }

  private static int withoutEnding(String stretch, int from, int to) {
    int end = to;
    while (end > from) {
      int last = stretch.codePointBefore(end);
      if (!ENDING.matcher(Character.toString(last)).matches()) {
        break;
      }
      end -= Character.charCount(last);
    }
    return end;
  }

  /// "example.org를" is the host and a word that follows it.
  private static String withoutWord(String host) {
    int dot = host.lastIndexOf('.', host.length() - 2);
    Matcher word = THEN_SPACELESS.matcher(host.substring(dot + 1));
    return word.find() ? host.substring(0, dot + 1 + word.end()) : host;
  }

  /// A host as the network knows it; null if it is none.
  private static String asciiHost(String host, boolean named) {
    if (host.startsWith("[")) {
      return Hosts.isIpv6(host.substring(1, host.length() - 1))
          ? host.toLowerCase(Locale.ROOT)
          : null;
    }
    String[] labels = host.split("\\.", -1);
    String top = labels[labels.length - 1];
    boolean refused =
        host.length() > HOST_CHARS
            || (NUMBER.matcher(top).matches() && !IPV4.matcher(host).matches())
            || (named && (labels.length < 3 || !TOP.matcher(top).matches()));
    return refused ? null : Hosts.ascii(host);
  }

  private static Found mail(String stretch, int seen, int at) {
    Matcher before = MAIL_BEFORE.matcher(stretch.substring(Math.max(seen, at - MAIL_NAME - 1), at));
    Matcher name = HOST.matcher(stretch).region(at + 1, stretch.length());
    name.useTransparentBounds(true);
    if (!before.find() || !name.lookingAt() || name.group().startsWith("[")) {
      return null;
    }
    String host = withoutWord(name.group());
    if (host.endsWith(".")) {
      host = host.substring(0, host.length() - 1);
    }
    int end = at + 1 + host.length();
    int dot = host.lastIndexOf('.');
    boolean refused =
        dot < 0
            || host.length() > HOST_CHARS
            || !TOP.matcher(host.substring(dot + 1)).matches()
            || (end < stretch.length()
                && !AFTER_HOST.matcher(stretch).region(end, stretch.length()).lookingAt());
    String ascii = refused ? null : Hosts.ascii(host);
    String local = before.group(1);
    int start = at - local.length();
    if (ascii == null || hasUnseen(stretch, seen, start, end)) {
      return null;
    }
    return new Found(
        start, end, "mailto:" + encoded(local) + "@" + ascii, !ascii.equalsIgnoreCase(host), false);
  }

  /// What follows a host, with all encoded that no address holds.
  private static String encoded(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean fragment = false;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean kept =
          c < 0x80
              && (Character.isLetterOrDigit(c)
                  || "-._~!$&'()*+,;=:@/?%".indexOf(c) >= 0
                  || (c == '#' && !fragment));
      fragment |= c == '#';
      if (kept) {
        out.append(c);
      } else {
        out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return LONE_PERCENT.matcher(out).replaceAll("%25");
  }
}
