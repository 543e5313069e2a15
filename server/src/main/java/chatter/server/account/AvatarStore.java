package chatter.server.account;

import chatter.server.picture.Picture;
import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The SQL of profile pictures.
final class AvatarStore {
  private final Database database;

  AvatarStore(Database database) {
    this.database = database;
  }

  Optional<Picture> find(String hash) {
    return database.read(h ->
        h.createQuery("SELECT hash, media_type, image FROM avatars WHERE hash = :hash")
            .bind("hash", hash)
            .map((rs, c) ->
                new Picture(rs.getString("hash"), rs.getString("media_type"), rs.getBytes("image")))
            .findOne());
  }

  /// Gives the account that picture, or none for null, and forgets the one before if nobody else
  /// has it.
  ///
  /// @param permission runs first; what it throws comes from here, and the picture stays
  void replace(long account, Picture picture, TransactionStep permission) {
    database.writeAndWait(h -> {
      permission.run(h);
      Optional<String> before =
          h.createQuery("SELECT avatar_hash FROM registered_users WHERE id = :id")
              .bind("id", account)
              .mapTo(String.class)
              .findOne();
      if (picture != null) {
        h.createUpdate(
                """
                INSERT INTO avatars (hash, media_type, image) VALUES (:hash, :type, :image)
                ON CONFLICT (hash) DO NOTHING\
                """)
            .bind("hash", picture.hash())
            .bind("type", picture.mediaType())
            .bind("image", picture.bytes())
            .execute();
      }
      h.createUpdate("UPDATE registered_users SET avatar_hash = :hash WHERE id = :id")
          .bind("hash", picture == null ? null : picture.hash())
          .bind("id", account)
          .execute();
      before.ifPresent(hash -> forgetUnused(h, hash));
      return null;
    });
  }

  private static void forgetUnused(Handle handle, String hash) {
    handle
        .createUpdate(
            """
            DELETE FROM avatars WHERE hash = :hash
            AND NOT EXISTS (SELECT 1 FROM registered_users WHERE avatar_hash = :hash)\
            """)
        .bind("hash", hash)
        .execute();
  }
}
