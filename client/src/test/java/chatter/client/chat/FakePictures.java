package chatter.client.chat;

import chatter.client.net.PictureCache;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Small pictures that are kept, in memory.
public final class FakePictures implements PictureCache {
  public final Map<Key, byte[]> kept = new ConcurrentHashMap<>();

  @Override
  public CompletableFuture<Optional<byte[]>> find(Key key) {
    return CompletableFuture.completedFuture(Optional.ofNullable(kept.get(key)));
  }

  @Override
  public void keep(Key key, byte[] bytes) {
    kept.put(key, bytes);
  }
}
