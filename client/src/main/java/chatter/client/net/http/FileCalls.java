package chatter.client.net.http;

import chatter.shared.api.FileLink;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/// Files over HTTP: sent by tus 1.0, fetched by links. Safe for any thread; futures fail with an
/// `ApiException`. Cancelling one ends what is under way.
public interface FileCalls {
  /// Announces a file that is to be sent.
  ///
  /// @return its id for ever
  CompletableFuture<String> announce(String name, long bytes);

  /// How many bytes of a file have arrived. Fails with status 404 if it is not known any more.
  CompletableFuture<Long> offset(String upload);

  /// Sends a piece of a file.
  ///
  /// @param offset how much has arrived before
  /// @param length how much is sent at most
  /// @param sent gets how much of the file was given to the network, now and then, on any thread
  /// @return how much has arrived now
  CompletableFuture<Long> append(
      String upload, long offset, Path file, long length, LongConsumer sent);

  /// Gives up a file that no message has.
  CompletableFuture<Void> abandon(String upload);

  /// Links to files that messages have, good for an hour. Those that may not be read, or are gone,
  /// are left out.
  CompletableFuture<List<FileLink>> links(List<String> files);

  /// What is behind a link, if it is not longer than `most`.
  CompletableFuture<byte[]> fetch(String link, int most);

  /// Writes what is behind a link into a file, which must not be there.
  ///
  /// @param got gets how much is there, now and then, on any thread
  CompletableFuture<Void> save(String link, Path to, LongConsumer got);
}
