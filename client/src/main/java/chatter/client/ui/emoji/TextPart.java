package chatter.client.ui.emoji;

import chatter.shared.text.Graphemes;
import chatter.shared.text.Links;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A stretch of a message's text, by how it is drawn.
public sealed interface TextPart {
  /// The characters themselves.
  String text();

  /// Letters.
  record Plain(String text) implements TextPart {}

  /// An address of the web or of mail.
  ///
  /// @param hint the target in letters that look like no others; null if it is written so already
  record Link(String text, URI target, String hint) implements TextPart {}

  /// One emoji, drawn as a picture.
  record Emoji(String text) implements TextPart {}

  /// A character as people count them.
  Pattern CHARACTER = Pattern.compile("\\X");

  /// Takes a text apart.
  ///
  /// @param pictured whether there is a picture of a character
  static List<TextPart> of(String text, Predicate<String> pictured) {
    List<TextPart> parts = new ArrayList<>();
    for (Links.Piece piece : Links.split(text)) {
      if (piece.target() == null) {
        addWords(piece.text(), pictured, parts);
      } else {
        parts.add(new Link(piece.text(), URI.create(piece.target()), piece.hint()));
      }
    }
    return parts;
  }

  /// Takes words apart in which nothing is a link.
  ///
  /// @param pictured whether there is a picture of a character
  static List<TextPart> ofWords(String words, Predicate<String> pictured) {
    List<TextPart> parts = new ArrayList<>();
    addWords(words, pictured, parts);
    return parts;
  }

  /// Whether a text is nothing but a few emoji.
  static boolean fewEmoji(List<TextPart> parts) {
    int count = 0;
    for (TextPart part : parts) {
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
    return count > 0 && count <= Graphemes.LARGE_EMOJI;
  }

  private static void addWords(String text, Predicate<String> pictured, List<TextPart> parts) {
    if (text.chars().allMatch(c -> c < 0xA9 && c != 0x23 && c != 0x2A)
        && text.indexOf(0x20E3) < 0) {
      addPlain(text, parts);
      return;
    }
    Matcher character = CHARACTER.matcher(text);
    int plainFrom = 0;
    while (character.find()) {
      if (Graphemes.isEmoji(character.group()) && pictured.test(character.group())) {
        addPlain(text.substring(plainFrom, character.start()), parts);
        parts.add(new Emoji(character.group()));
        plainFrom = character.end();
      }
    }
    addPlain(text.substring(plainFrom), parts);
  }

  private static void addPlain(String text, List<TextPart> parts) {
    if (!text.isEmpty()) {
      parts.add(new Plain(text));
    }
  }
}
