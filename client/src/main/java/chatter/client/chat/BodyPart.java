package chatter.client.chat;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A stretch of a message's text, by how it is drawn.
sealed interface BodyPart {
  /// The characters themselves.
  String text();

  /// Letters.
  record Plain(String text) implements BodyPart {}

  /// A web address that opens in the browser; http and https only.
  record Link(String text, URI target) implements BodyPart {}

  /// One emoji, drawn as a picture.
  record Emoji(String text) implements BodyPart {}

  /// An address up to the next blank; what may end a sentence or stand in brackets around it is cut
  /// off later.
  Pattern ADDRESS = Pattern.compile("\\bhttps?://[^\\s<>\"“”]+", Pattern.CASE_INSENSITIVE);

  /// A character as people count them.
  Pattern CHARACTER = Pattern.compile("\\X");

  /// Most emoji that a message may consist of and be drawn large.
  int LARGE_EMOJI = 3;

  /// Takes a text apart.
  ///
  /// @param pictured whether there is a picture of a character
  static List<BodyPart> of(String text, Predicate<String> pictured) {
    List<BodyPart> parts = new ArrayList<>();
    Matcher address = ADDRESS.matcher(text);
    int done = 0;
    while (address.find(done)) {
      String found = withoutTrailingPunctuation(address.group());
      URI target = uriOf(found);
      int end = address.start() + found.length();
      addWords(text.substring(done, target == null ? end : address.start()), pictured, parts);
      if (target != null) {
        parts.add(new Link(found, target));
      }
      done = end;
    }
    addWords(text.substring(done), pictured, parts);
    return parts;
  }

  /// Whether a message is nothing but a few emoji.
  static boolean fewEmoji(List<BodyPart> parts) {
    int count = 0;
    for (BodyPart part : parts) {
      switch (part) {
        case Emoji _ -> count++;
        case Plain plain -> {
          if (!plain.text().isBlank()) {
            return false;
          }
        }
        case Link _ -> {
          return false;
        }
      }
    }
    return count > 0 && count <= LARGE_EMOJI;
  }

  private static void addWords(String text, Predicate<String> pictured, List<BodyPart> parts) {
    if (text.chars().allMatch(c -> c < 0xA9 && c != 0x23 && c != 0x2A)
        && text.indexOf(0x20E3) < 0) {
      addPlain(text, parts);
      return;
    }
    Matcher character = CHARACTER.matcher(text);
    int plainFrom = 0;
    while (character.find()) {
      if (isEmoji(character.group()) && pictured.test(character.group())) {
        addPlain(text.substring(plainFrom, character.start()), parts);
        parts.add(new Emoji(character.group()));
        plainFrom = character.end();
      }
    }
    addPlain(text.substring(plainFrom), parts);
  }

  private static void addPlain(String text, List<BodyPart> parts) {
    if (!text.isEmpty()) {
      parts.add(new Plain(text));
    }
  }

  /// Characters that are letters unless asked to be pictures (©, ☎) stay letters.
  private static boolean isEmoji(String character) {
    return Character.isEmojiPresentation(character.codePointAt(0))
        || (character.length() > 1
            && (character.indexOf(0xFE0F) > 0 || character.indexOf(0x20E3) > 0));
  }

  private static String withoutTrailingPunctuation(String address) {
    String left = address;
    while (!left.isEmpty()) {
      char last = left.charAt(left.length() - 1);
      boolean closing =
          last == ')'
              && left.chars().filter(c -> c == '(').count()
                  < left.chars().filter(c -> c == ')').count();
      if (closing || ".,;:!?'’…]}*_~".indexOf(last) >= 0) {
        left = left.substring(0, left.length() - 1);
      } else {
        break;
      }
    }
    return left;
  }

  private static URI uriOf(String address) {
    try {
      URI uri = new URI(address);
      return uri.getHost() == null ? null : uri;
    } catch (URISyntaxException notOne) {
      return null;
    }
  }
}
