package chatter.client.ui.emoji;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.image.Image;

/// Pictures of emoji, because JavaFX draws the characters grey on most systems. An image is read
/// when it is first shown, and the ones not shown for long are forgotten. JavaFX application thread
/// only, but for `read`.
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

  private final Map<String, Image> images =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Image> eldest) {
          return size() > KEPT;
        }
      };

  /// What all of the program share, read when the first emoji is met.
  private static final class Pictures {
    private record Place(int offset, int length) {}

    private static final Map<String, Place> PLACES = places();

    /// A picker shows hundreds at once, and to look for each in the file would take longer than to
    /// draw it; afterwards nobody needs it for hours.
    private static SoftReference<byte[]> all = new SoftReference<>(null);

    private static Map<String, Place> places() {
      Map<String, Place> places = new HashMap<>();
      try (BufferedReader index =
          new BufferedReader(new InputStreamReader(open("index.txt"), StandardCharsets.US_ASCII))) {
        for (String line = index.readLine(); line != null; line = index.readLine()) {
          String[] parts = line.split(" ", 3);
          places.put(parts[0], new Place(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
        }
        return Map.copyOf(places);
      } catch (IOException broken) {
        throw new UncheckedIOException("The list of emoji cannot be read", broken);
      }
    }

    static Image read(String key) {
      byte[] bytes = bytes();
      Place place = PLACES.get(key);
      return new Image(new ByteArrayInputStream(bytes, place.offset(), place.length()));
    }

    private static synchronized byte[] bytes() {
      byte[] bytes = all.get();
      if (bytes == null) {
        try (InputStream in = open("images.bin")) {
          bytes = in.readAllBytes();
        } catch (IOException broken) {
          throw new UncheckedIOException("The pictures of emoji cannot be read", broken);
        }
        all = new SoftReference<>(bytes);
      }
      return bytes;
    }

    private static InputStream open(String name) {
      return EmojiImages.class.getResourceAsStream(name);
    }
  }

  /// Reads what all pictures are taken from, unless that was done; the first time it takes a
  /// moment. Safe for any thread.
  public static void read() {
    Pictures.bytes();
  }

  /// Whether there is a picture of this character (several code points, perhaps).
  public boolean has(String character) {
    return keyOf(character) != null;
  }

  /// The picture of a character that `has` one.
  public Image image(String character) {
    return images.computeIfAbsent(keyOf(character), Pictures::read);
  }

  /// The same without waiting: nothing where the picture was not read yet.
  ///
  /// @param then gets it later in that case, unless so many others were asked for since that nobody
  ///   can be looking at this one any more
  public Optional<Image> image(String character, Consumer<Image> then) {
    String key = keyOf(character);
    Image known = images.get(key);
    if (known == null) {
      Reader.read(key, image -> then.accept(images.computeIfAbsent(key, _ -> image)));
    }
    return Optional.ofNullable(known);
  }

  /// Reads pictures beside the JavaFX application thread, those asked for last first.
  private static final class Reader {
    private static final int MOST_WAITING = 200;
    private static final Deque<Request> WAITING = new ConcurrentLinkedDeque<>();
    private static final ExecutorService THREAD =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("pictures of emoji").factory());

    private record Request(String key, Consumer<Image> then) {}

    static void read(String key, Consumer<Image> then) {
      WAITING.push(new Request(key, then));
      if (WAITING.size() > MOST_WAITING) {
        WAITING.pollLast();
      }
      THREAD.execute(Reader::readNext);
    }

    private static void readNext() {
      Request next = WAITING.poll();
      if (next != null) {
        Image image = Pictures.read(next.key);
        Platform.runLater(() -> next.then.accept(image));
      }
    }
  }

  /// What Unicode does not list in those skin tones has the picture without them: that of the pair,
  /// if it is two people.
  private String keyOf(String character) {
    String exact = joined(character, false);
    if (Pictures.PLACES.containsKey(exact)) {
      return exact;
    }
    String plain = joined(character, true);
    String known = PAIRS.getOrDefault(plain, plain);
    return Pictures.PLACES.containsKey(known) ? known : null;
  }

  private static String joined(String character, boolean withoutTones) {
    return character
        .codePoints()
        .filter(c -> c != VARIATION && !(withoutTones && Character.isEmojiModifier(c)))
        .mapToObj(Integer::toHexString)
        .collect(Collectors.joining("-"));
  }
}
