package chatter.client.ui;

import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.image.Image;

/// Profile pictures by their `avatarUrl`, fetched once and kept while they are in use. JavaFX
/// application thread only.
public final class AvatarImages {
  private static final int KEPT = 200;

  /// Twice the largest size shown, for dense screens.
  private static final double PIXELS = 80;

  private final Function<String, CompletableFuture<byte[]>> source;
  private final Executor ui;
  private final Set<String> underWay = new HashSet<>();
  private final Map<String, Image> images =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Image> eldest) {
          return size() > KEPT;
        }
      };

  private Consumer<String> onArrived = _ -> {};

  public AvatarImages(Function<String, CompletableFuture<byte[]>> source, Executor ui) {
    this.source = source;
    this.ui = ui;
  }

  /// Told the address of a picture when it has arrived.
  public void setOnArrived(Consumer<String> action) {
    onArrived = action;
  }

  /// The picture, or null if there is none yet: then it is being fetched.
  public Image get(String avatarUrl) {
    if (avatarUrl == null) {
      return null;
    }
    Image image = images.get(avatarUrl);
    if (image == null && underWay.add(avatarUrl)) {
      // A picture that cannot be fetched leaves the initials, and is asked for again at the next
      // chance.
      var _ =
          source
              .apply(avatarUrl)
              .thenApply(
                  bytes -> new Image(new ByteArrayInputStream(bytes), PIXELS, PIXELS, true, true))
              .whenCompleteAsync(
                  (fetched, failure) -> {
                    underWay.remove(avatarUrl);
                    if (failure == null && !fetched.isError()) {
                      images.put(avatarUrl, fetched);
                      onArrived.accept(avatarUrl);
                    }
                  },
                  ui);
    }
    return image;
  }
}
