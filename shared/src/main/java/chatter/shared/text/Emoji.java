package chatter.shared.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// The emoji that Unicode recommends for interchange (RGI), version 17: single ones and sequences,
/// as `emoji.txt` lists them, one kind on a line with its skin tones after it. The page asks its
/// browser instead; both obey `emoji.json`. Safe for any thread.
public final class Emoji {
  private static final char TEXT = '\uFE0E';
  private static final char PICTURE = '\uFE0F';

  private Emoji() {}

  /// The fully qualified form of a text that is one emoji, with or without the characters that only
  /// say whether it is a letter or a picture; empty if it is anything else.
  public static Optional<String> qualified(String text) {
    return text.length() > Known.LONGEST
        ? Optional.empty()
        : Optional.ofNullable(Known.EMOJI.get(bare(text)));
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

  /// Read when the first one is asked for.
  private static final class Known {
    /// In characters; a person who kisses another one is far below it.
    private static final int LONGEST = 48;

    private static final Map<String, String> EMOJI = read();

    private static Map<String, String> read() {
      try (InputStream list = Emoji.class.getResourceAsStream("emoji.txt")) {
        Map<String, String> emoji = new HashMap<>();
        String all =
            new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8);
        Pattern.compile("[ \n]+").splitAsStream(all).forEach(one -> emoji.put(bare(one), one));
        return Map.copyOf(emoji);
      } catch (IOException e) {
        throw new UncheckedIOException("the list of emoji cannot be read", e);
      }
    }
  }
}
