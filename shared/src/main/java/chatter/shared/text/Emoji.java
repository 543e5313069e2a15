package chatter.shared.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The emoji that Unicode recommends for interchange (RGI), version 18: single ones and sequences,
/// as `emoji.txt` lists them, a category's name before a kind on each line. The page reads the same
/// file for its picker, and asks its browser what is an emoji; both obey `emoji.json`. Safe for any
/// thread.
public final class Emoji {
  private static final char TEXT = '\uFE0E';
  private static final char PICTURE = '\uFE0F';

  /// In characters; a person who kisses another one is far below it.
  private static final int LONGEST = 48;

  private Emoji() {}

  /// The fully qualified form of a text that is one emoji, with or without the characters that only
  /// say whether it is a letter or a picture; empty if it is anything else.
  public static Optional<String> qualified(String text) {
    return text.length() > LONGEST || isAscii(text)
        ? Optional.empty()
        : Optional.ofNullable(Known.EMOJI.get(bare(text)));
  }

  /// Then it is none, and the list need not be read to know.
  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /// All kinds of emoji, in the order of a picker.
  public static List<EmojiKind> kinds() {
    return Kinds.ALL;
  }

  /// The kind of a text that is one emoji, in whatever skin tone; empty if it is anything else.
  public static Optional<EmojiKind> kind(String text) {
    return qualified(text).map(Kinds.BY_EMOJI::get);
  }

  /// The list itself, for the page.
  ///
  /// @return its bytes, UTF-8
  public static byte[] list() {
    try (InputStream list = open()) {
      return list.readAllBytes();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static String bare(String text) {
    StringBuilder bare = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != TEXT && c != PICTURE) {
        bare.append(c);
      }
    }
    return bare.toString();
  }

  private static InputStream open() {
    return Objects.requireNonNull(Emoji.class.getResourceAsStream("emoji.txt"));
  }

  private static UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("the list of emoji cannot be read", e);
  }

  private static List<EmojiKind> read() {
    try (BufferedReader list =
        new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
      List<EmojiKind> kinds = new ArrayList<>();
      EmojiKind.Category category = null;
      for (String line = list.readLine(); line != null; line = list.readLine()) {
        if (line.indexOf('\t') < 0) {
          category = EmojiKind.Category.of(line.substring(2));
        } else {
          kinds.add(EmojiKind.read(category, line));
        }
      }
      return List.copyOf(kinds);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Read when the first one is asked for. The kinds are not kept: a server needs only this.
  private static final class Known {
    private static final Map<String, String> EMOJI = known();

    private static Map<String, String> known() {
      Map<String, String> emoji = new HashMap<>();
      for (EmojiKind kind : read()) {
        kind.variants().forEach(one -> emoji.put(bare(one), one));
      }
      return Map.copyOf(emoji);
    }
  }

  /// Read when the first picker opens.
  private static final class Kinds {
    private static final List<EmojiKind> ALL = read();
    private static final Map<String, EmojiKind> BY_EMOJI = byEmoji();

    private static Map<String, EmojiKind> byEmoji() {
      Map<String, EmojiKind> kinds = new HashMap<>();
      for (EmojiKind kind : ALL) {
        kind.variants().forEach(one -> kinds.put(one, kind));
      }
      return Map.copyOf(kinds);
    }
  }
}
