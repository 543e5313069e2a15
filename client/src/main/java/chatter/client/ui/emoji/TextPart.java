package chatter.client.ui.emoji;

import chatter.shared.text.Graphemes;
import chatter.shared.text.Links;
import chatter.shared.text.Mentions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

  /// Somebody who is mentioned.
  ///
  /// @param text what to write for it, as `@Ada`
  /// @param account who; 0 for everybody
  record Mention(String text, long account) implements TextPart {}

  /// One emoji, drawn as a picture.
  record Emoji(String text) implements TextPart {}

  /// A character as people count them.
  Pattern CHARACTER = Pattern.compile("\\X");

  /// Takes a message's body apart.
  ///
  /// @param pictured whether there is a picture of a character
  /// @param names what somebody is called; null if that is not known, and then the mention says so
  static List<TextPart> ofBody(
      String body, Predicate<String> pictured, LongFunction<String> names) {
    List<TextPart> parts = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    for (Mentions.Piece piece : Mentions.pieces(body)) {
      String name = piece.called(names);
      if (name == null) {
        words.append(piece.text());
      } else {
        parts.addAll(of(words.toString(), pictured));
        words.setLength(0);
        parts.add(new Mention("@" + name, piece.account()));
      }
    }
    parts.addAll(of(words.toString(), pictured));
    return parts;
  }

  /// What is read of these.
  static String text(List<TextPart> parts) {
    return parts.stream().map(TextPart::text).collect(Collectors.joining());
  }

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

  /// Whether a message is nothing but a few emoji.
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
        case Link _, Mention _ -> {
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
