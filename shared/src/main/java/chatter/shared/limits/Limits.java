package chatter.shared.limits;

/// The numbers both sides agree on: the server enforces them, clients check before sending. How
/// fast one may send is the server's own setting and not here.
public final class Limits {
  /// Longest message as `MessageText` leaves it, in Unicode code points.
  public static final int BODY_CODE_POINTS = 8_000;

  /// Longest preview of a message, in Unicode code points.
  public static final int PREVIEW_CODE_POINTS = 160;

  /// Longest topic of a room, in Unicode code points.
  public static final int TOPIC_CODE_POINTS = 250;

  /// Most people in a direct conversation, oneself included.
  public static final int DIRECT_PEOPLE = 12;

  /// Most accounts that one message mentions by name.
  public static final int MENTIONS = 100;

  /// How often one message can be edited.
  public static final int VERSIONS = 100;

  /// Most files of one message.
  public static final int FILES_PER_MESSAGE = 10;

  /// Most files to which links are asked for at once.
  public static final int FILE_LINKS = 100;

  /// Most words that ring wherever they are written.
  public static final int WATCHED_WORDS = 20;

  /// Longest of those words, in Unicode code points.
  public static final int WATCHED_WORD_CODE_POINTS = 50;

  /// Most messages pinned to one conversation.
  public static final int PINS = 50;

  /// Most kinds of reaction on one message.
  public static final int REACTION_KINDS = 20;

  /// Most results of one answer to a search.
  public static final int SEARCH_PAGE = 50;

  /// How many results an answer to a search has when nobody says otherwise.
  public static final int SEARCH_PAGE_DEFAULT = 20;

  /// How many of those who reacted are named on a message.
  public static final int REACTION_NAMES = 20;

  /// Up to so many are unread messages counted.
  public static final int UNREAD_EXACT = 1_000;

  /// In larger rooms only hosts mention everybody.
  public static final int MENTION_ALL_PEOPLE = 50;

  /// Largest websocket frame from a client, in bytes.
  public static final int FRAME_BYTES = 64 * 1024;

  /// Deepest nesting of a JSON value.
  public static final int JSON_DEPTH = 16;

  /// Most messages in one page of history, and in one page when none is asked for.
  public static final int HISTORY_PAGE = 100;

  /// A page of history ends before it has more bytes than that, unless it is one message alone:
  /// about what its messages take in UTF-8.
  public static final int HISTORY_BYTES = 256 * 1024;

  /// The same for the answer to one `sync`, and for what is replayed at once.
  public static final int SYNC_BYTES = 128 * 1024;

  /// Messages in a page of history when the caller does not say.
  public static final int HISTORY_PAGE_DEFAULT = 50;

  /// Most messages in one page of what was shared in a conversation.
  public static final int SHARED_PAGE = 100;

  /// Messages in such a page when the caller does not say.
  public static final int SHARED_PAGE_DEFAULT = 30;

  /// Most events in the answer to one `sync`.
  public static final int SYNC_PAGE = 200;

  /// Most events replayed in one conversation when a client resumes; beyond, it is reset.
  public static final int RESUME_PER_CONVERSATION = 1_000;

  /// Most events replayed in all when a client resumes.
  public static final int RESUME_TOTAL = 4_000;

  /// Longest program name in `hello`, and longest device name, in characters.
  public static final int CLIENT_NAME_CHARS = 100;

  /// Longest display name, in Unicode code points.
  public static final int NAME_CODE_POINTS = 64;

  /// Longest title of a room, which is as long as a name may be.
  public static final int TITLE_CODE_POINTS = NAME_CODE_POINTS;

  /// Longest email address, in characters.
  public static final int EMAIL_CHARS = 254;

  /// Shortest password, in Unicode code points.
  public static final int PASSWORD_MIN = 8;

  /// Longest password, in Unicode code points.
  public static final int PASSWORD_MAX = 256;

  /// Largest uploaded profile picture, in bytes.
  public static final int AVATAR_BYTES = 5 * 1024 * 1024;

  /// Seconds of silence after which the server pings.
  public static final int HEARTBEAT_SECONDS = 25;

  /// Seconds without any frame after which a client gives up on a connection.
  public static final int CLIENT_SILENCE_SECONDS = 35;

  private Limits() {}

  /// How many bytes a text has in UTF-8, without making them.
  public static int utf8Bytes(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // Each half of a pair has two of its four.
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }

  /// Whether there is nothing in a text that could be seen.
  public static boolean invisible(String text) {
    return text.codePoints().allMatch(VisibleText::unseen);
  }

  /// The length that counts for `BODY_CODE_POINTS`, `NAME_CODE_POINTS` and passwords.
  public static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
