package chatter.server.file;

import chatter.server.file.NamedContents.Content;
import chatter.server.store.Findings;
import chatter.server.store.Jdbc;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The SQL that reads of a database file as a whole which contents its files name.
final class NamedContentStore {
  /// A backup may be from before there were files.
  private static final String KNOWN = "SELECT count(*) FROM pragma_table_info('file_contents')";

  private static final String AFTER =
      "SELECT hash, max(bytes), min(file) FROM file_contents WHERE hash > ? GROUP BY hash"
          + " ORDER BY hash LIMIT ?";

  private static final String NAMED = "SELECT 1 FROM file_contents WHERE hash = ? LIMIT 1";

  private static final String TOTAL =
      "SELECT count(*), coalesce(sum(bytes), 0) FROM (SELECT max(bytes) AS bytes FROM file_contents"
          + " WHERE trim(hash) <> '' GROUP BY hash)";

  private static final String STRANGE =
      """
      SELECT 'file ' || file || ' names a content that is none'
      FROM file_contents
      WHERE trim(hash) <> '' AND (length(hash) <> 64 OR hash GLOB '*[^0-9a-f]*')\
      """;

  private static final String UNEQUAL =
      """
      SELECT 'file ' || c.file || ' has a length that another of the same content has not'
      FROM file_contents c JOIN
        (SELECT hash, min(file) AS file, count(DISTINCT bytes) AS lengths
          FROM file_contents WHERE trim(hash) <> '' GROUP BY hash) o ON o.hash = c.hash
      WHERE o.lengths > 1 AND c.file <> o.file
        AND c.bytes <> (SELECT f.bytes FROM file_contents f WHERE f.file = o.file)\
      """;

  private static final String LEFT_BEHIND =
      """
      SELECT 'of file ' || id || ', which is gone, there is still ' || rest
      FROM (SELECT f.id, CASE
          WHEN trim(f.name) <> '' THEN 'its name'
          WHEN trim(c.hash) <> '' THEN 'what is in it'
          WHEN trim(c.thumb) <> '' THEN 'how it looks'
        END AS rest
        FROM files f LEFT JOIN file_contents c ON c.file = f.id WHERE f.gone = 1)
      WHERE rest IS NOT NULL\
      """;

  private NamedContentStore() {}

  private static boolean known(Handle handle) {
    return Jdbc.first(handle, KNOWN, row -> row.getInt(1) > 0).orElse(false);
  }

  static List<Content> after(Handle handle, String hash, int most) {
    return known(handle)
        ? Jdbc.all(
            handle,
            AFTER,
            row -> new Content(row.getString(1), row.getLong(2), row.getLong(3)),
            hash,
            most)
        : List.of();
  }

  static boolean isNamed(Handle handle, String hash) {
    return known(handle) && Jdbc.first(handle, NAMED, row -> true, hash).isPresent();
  }

  static NamedContents.Total total(Handle handle) {
    Optional<NamedContents.Total> total =
        known(handle)
            ? Jdbc.first(
                handle, TOTAL, row -> new NamedContents.Total(row.getLong(1), row.getLong(2)))
            : Optional.empty();
    return total.orElse(new NamedContents.Total(0, 0));
  }

  static void check(Handle handle, Findings findings) {
    if (known(handle)) {
      for (String promise : List.of(STRANGE, UNEQUAL, LEFT_BEHIND)) {
        findings.faults(Jdbc.all(handle, promise, row -> row.getString(1)));
      }
    }
  }
}
