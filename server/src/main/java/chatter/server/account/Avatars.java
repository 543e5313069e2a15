package chatter.server.account;

import chatter.server.limit.FairExecutor;
import chatter.server.limit.OverloadedException;
import chatter.server.picture.Picture;
import chatter.server.picture.PictureRefusedException;
import chatter.server.picture.Upload;
import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Profile pictures: checked, cut square, encoded anew, and stored once per content. Safe for any
/// thread; callers may block for seconds when several upload at once.
public final class Avatars implements AutoCloseable {
  private static final int WAITING = 8;
  private static final int SWEEP_AT = 256;

  private final AvatarStore store;
  private final Accounts accounts;
  private final Function<Upload, Picture> decoder;
  // One large picture may take two hundred megabytes for a moment: one at a time. Quick ones have a
  // thread of their own, so that nobody's ordinary picture waits behind somebody's worst one.
  private final FairExecutor large = new FairExecutor("large pictures", 1, WAITING);
  private final FairExecutor quick = new FairExecutor("pictures", 1, WAITING);
  private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

  /// The bytes of pictures that somebody still holds, by their hash; its own lock.
  private final Map<String, WeakReference<byte[]>> lent = new HashMap<>();

  private int sweepAt = SWEEP_AT;

  /// @param database where they are
  /// @param accounts whose they are
  public Avatars(Database database, Accounts accounts) {
    this(database, accounts, Upload::decode);
  }

  /// For tests, which decide how long decoding takes.
  Avatars(Database database, Accounts accounts, Function<Upload, Picture> decoder) {
    this.decoder = decoder;
    this.store = new AvatarStore(database);
    this.accounts = accounts;
  }

  /// Gives the account a picture. Each account has one decoded at a time, so that nobody fills the
  /// queue alone.
  ///
  /// @param upload a PNG, JPEG, GIF or WebP file
  /// @param permission runs in the transaction that changes it; what it throws comes from here
  /// @return the account with it
  /// @throws PictureRefusedException if it cannot be used
  /// @throws OverloadedException if too many pictures wait to be decoded, or another one of this
  ///   account does
  public Account set(long account, byte[] upload, TransactionStep permission) {
    if (!underWay.add(account)) {
      throw new OverloadedException("account " + account + " has another picture under way", null);
    }
    try {
      Upload looked = Upload.of(upload);
      Picture picture = (looked.quick() ? quick : large).run(() -> decoder.apply(looked));
      store.replace(account, picture, permission);
    } finally {
      underWay.remove(account);
    }
    return accounts.changed(account);
  }

  /// Takes the account's picture away, if it has one.
  ///
  /// @param permission runs in the same transaction; what it throws comes from here
  /// @return the account without it
  public Account remove(long account, TransactionStep permission) {
    store.replace(account, null, permission);
    return accounts.changed(account);
  }

  /// The picture of that content hash. Its bytes are in memory once, however many hold them: who
  /// asks need not be signed in, and may read the answer slowly or not at all.
  public Optional<Picture> find(String hash) {
    return store.find(hash).map(this::shared);
  }

  private Picture shared(Picture found) {
    synchronized (lent) {
      WeakReference<byte[]> before = lent.get(found.hash());
      byte[] held = before == null ? null : before.get();
      if (held != null) {
        return new Picture(found.hash(), found.mediaType(), held);
      }
      if (lent.size() >= sweepAt) {
        lent.values().removeIf(bytes -> bytes.get() == null);
        sweepAt = Math.max(SWEEP_AT, 2 * lent.size());
      }
      lent.put(found.hash(), new WeakReference<>(found.bytes()));
      return found;
    }
  }

  /// Ends what decodes pictures.
  @Override
  public void close() {
    large.close();
    quick.close();
  }
}
