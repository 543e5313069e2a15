package chatter.server.account;

import chatter.server.store.Database;
import java.util.Optional;

/// Profile pictures: checked, cut square, encoded anew, and stored once per content. Safe for any
/// thread; callers may block for seconds when several upload at once.
public final class Avatars implements AutoCloseable {
  private static final int WAITING = 8;

  private final AvatarStore store;
  private final Accounts accounts;
  // A decoded picture may take 200 MB for a moment: one at a time.
  private final HeavyWork work = new HeavyWork("pictures", 1, WAITING);

  /// @param database where they are
  /// @param accounts whose they are
  public Avatars(Database database, Accounts accounts) {
    this.store = new AvatarStore(database);
    this.accounts = accounts;
  }

  /// Gives the account a picture.
  ///
  /// @param upload a PNG, JPEG, GIF or WebP file
  /// @return the account with it
  /// @throws PictureRefusedException if it cannot be used
  /// @throws OverloadedException if too many pictures wait to be decoded
  public Account set(long account, byte[] upload) {
    store.replace(account, work.run(() -> Picture.fromUpload(upload)));
    return accounts.changed(account);
  }

  /// Takes the account's picture away, if it has one.
  ///
  /// @return the account without it
  public Account remove(long account) {
    store.replace(account, null);
    return accounts.changed(account);
  }

  /// The picture of that content hash.
  public Optional<Picture> find(String hash) {
    return store.find(hash);
  }

  /// Ends what decodes pictures.
  @Override
  public void close() {
    work.close();
  }
}
