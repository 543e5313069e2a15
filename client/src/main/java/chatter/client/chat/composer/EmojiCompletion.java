package chatter.client.chat.composer;

import chatter.client.chat.emoji.EmojiRecents;
import chatter.client.chat.emoji.EmojiSearch;
import chatter.client.chat.emoji.Shortcode;
import chatter.shared.text.EmojiKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Which emoji `:thu` before the caret may become. A shortcode typed whole is replaced by its emoji
/// with the second colon. Nothing is offered for what one only goes past with the caret. JavaFX
/// application thread only.
public final class EmojiCompletion extends Completion<EmojiKind> {
  /// A text that changes by more was pasted, or is another one.
  private static final int KEYSTROKE = 2;

  private final EmojiRecents recents;
  private final Supplier<EmojiSearch> search;
  private String before = "";
  private Shortcode code;

  /// Where the reader closed it: not again for the same colon.
  private int closedAt = -1;

  /// @param recents gives the order and the skin tone, and counts those taken
  EmojiCompletion(EmojiRecents recents, Supplier<EmojiSearch> search) {
    this.recents = recents;
    this.search = search;
  }

  private void end() {
    code = null;
    offer(List.of());
  }

  /// The text or the caret moved.
  ///
  /// @return what to put into the field at once; empty for nothing
  Optional<Insertion> caretMoved(String text, int caret) {
    boolean typed = !text.equals(before) && Math.abs(text.length() - before.length()) <= KEYSTROKE;
    boolean colon = typed && typedColon(text, caret);
    before = text;
    Shortcode now = Shortcode.at(text, Math.min(caret, text.length())).orElse(null);
    if (now == null) {
      closedAt = -1;
    }
    if (now == null || now.start() == closedAt || (!typed && !isSame(now))) {
      end();
      return Optional.empty();
    }
    if (!now.closed()) {
      code = now;
      offer(search.get().find(now.query(), recents.list(), MOST));
      return Optional.empty();
    }
    end();
    return colon
        ? search
            .get()
            .withShortcode(now.query())
            .map(kind -> new Insertion(now.start(), now.end(), taken(kind)))
        : Optional.empty();
  }

  /// Whether one goes on with the one for which something is offered.
  private boolean isSame(Shortcode now) {
    return code != null && code.start() == now.start();
  }

  private boolean typedColon(String text, int caret) {
    return text.length() == before.length() + 1
        && caret > 0
        && caret <= text.length()
        && text.charAt(caret - 1) == ':'
        && text.startsWith(before.substring(0, caret - 1))
        && text.endsWith(before.substring(caret - 1));
  }

  private String taken(EmojiKind kind) {
    String emoji = emojiOf(kind);
    recents.use(emoji);
    return emoji;
  }

  /// One of those offered, as it would stand in the field.
  String emojiOf(EmojiKind kind) {
    return kind.toned(recents.tone());
  }

  /// The shortcode that is being typed, if it is one of its own; else its most usual one.
  String shortcodeOf(EmojiKind kind) {
    String query = code == null ? "" : code.query().toLowerCase(Locale.ROOT);
    return kind.shortcodes().stream()
        .filter(one -> one.startsWith(query))
        .findFirst()
        .or(() -> kind.shortcodes().stream().findFirst())
        .map(one -> ":" + one + ":")
        .orElse("");
  }

  @Override
  public Insertion accept(int index) {
    Insertion insertion = new Insertion(code.start(), code.end(), taken(candidates().get(index)));
    end();
    return insertion;
  }

  @Override
  public void close() {
    closedAt = code == null ? closedAt : code.start();
    end();
  }
}
