package chatter.client.ui.emoji;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.image.Image;

/// Pictures of emoji, because JavaFX draws the characters grey on most systems. An image is read
/// when it is first shown, and the ones not shown for long are forgotten. JavaFX application thread
/// only.
public final class EmojiImages {
  private static final int KEPT = 300;
  private static final int VARIATION = 0xFE0F;

  private static final Map<String, String> PAIRS =
      Map.of(
          "1f468-200d-1f91d-200d-1f468", "1f46c",
          "1f469-200d-1f91d-200d-1f468", "1f46b",
          "1f469-200d-1f91d-200d-1f469", "1f46d",
          "1f9d1-200d-2764-200d-1f9d1", "1f491",
          "1f9d1-200d-2764-200d-1f48b-200d-1f9d1", "1f48f");

  private record Place(int offset, int length) {}

  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Image> images =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Image> eldest) {
          return size() > KEPT;
        }
      };

  public EmojiImages() {
    try (BufferedReader index =
        new BufferedReader(new InputStreamReader(open("index.txt"), StandardCharsets.US_ASCII))) {
      for (String line = index.readLine(); line != null; line = index.readLine()) {
        String[] parts = line.split(" ", 3);
        places.put(parts[0], new Place(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("The list of emoji cannot be read", broken);
    }
  }

  /// Whether there is a picture of this character (several code points, perhaps).
  public boolean has(String character) {
    return keyOf(character) != null;
  }

  /// The picture of a character that `has` one.
  public Image image(String character) {
    return images.computeIfAbsent(keyOf(character), this::read);
  }

  private Image read(String key) {
    Place place = places.get(key);
    try (InputStream in = open("images.bin")) {
      in.skipNBytes(place.offset());
      return new Image(new ByteArrayInputStream(in.readNBytes(place.length())));
    } catch (IOException broken) {
      throw new UncheckedIOException("The picture of emoji " + key + " cannot be read", broken);
    }
  }

  private static InputStream open(String name) {
    return EmojiImages.class.getResourceAsStream(name);
  }

  /// Two people with a skin tone each have no picture of their own: they have that of the pair.
  private String keyOf(String character) {
    String exact = joined(character, false);
    if (places.containsKey(exact)) {
      return exact;
    }
    String plain = joined(character, true);
    String known = PAIRS.getOrDefault(plain, plain);
    return places.containsKey(known) ? known : null;
  }

  private static String joined(String character, boolean withoutTones) {
    return character
        .codePoints()
        .filter(c -> c != VARIATION && !(withoutTones && Character.isEmojiModifier(c)))
        .mapToObj(Integer::toHexString)
        .collect(Collectors.joining("-"));
  }
}
