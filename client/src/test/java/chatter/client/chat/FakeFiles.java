package chatter.client.chat;

import chatter.client.net.http.Failures;
import chatter.client.net.http.FileCalls;
import chatter.shared.api.FileLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/// The files of a made-up server. Nothing can be uploaded to it.
public final class FakeFiles implements FileCalls {
  /// What is in each file, by its id.
  public final Map<String, byte[]> contents = new TreeMap<>();

  /// What was asked for, in order.
  public final List<String> asked = new ArrayList<>();

  /// Whether what is fetched comes only when released.
  public boolean hold;

  /// Links that do not work any more, until others are asked for.
  public boolean expired;

  private final List<Runnable> held = new ArrayList<>();

  /// What was held back comes now.
  public synchronized void release() {
    hold = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  @Override
  public CompletableFuture<String> announce(String name, long bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Long> offset(String upload) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Long> append(
      String upload, long offset, Path file, long length, LongConsumer sent) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Void> abandon(String upload) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized CompletableFuture<List<FileLink>> links(List<String> files) {
    asked.add("links " + files.size());
    expired &= asked.stream().filter(ask -> ask.startsWith("links")).count() < 2;
    return CompletableFuture.completedFuture(
        files.stream()
            .filter(contents::containsKey)
            .map(id -> new FileLink(id, id, id + "?small", id + "?large", id + "?save"))
            .toList());
  }

  private static String id(String link) {
    return link.replaceFirst("[?].*", "");
  }

  @Override
  public synchronized CompletableFuture<byte[]> fetch(String link, int most) {
    asked.add("fetch " + link);
    if (expired) {
      return CompletableFuture.failedFuture(Failures.refused(403, "forbidden"));
    }
    byte[] bytes = contents.get(id(link));
    if (hold) {
      CompletableFuture<byte[]> late = new CompletableFuture<>();
      held.add(() -> late.complete(bytes));
      return late;
    }
    return bytes == null
        ? CompletableFuture.failedFuture(Failures.unreachable())
        : CompletableFuture.completedFuture(bytes);
  }

  @Override
  public synchronized CompletableFuture<Void> save(String link, Path to, LongConsumer got) {
    asked.add("save " + link);
    if (expired) {
      return CompletableFuture.failedFuture(Failures.refused(403, "forbidden"));
    }
    byte[] bytes = contents.get(id(link));
    try {
      Files.write(to, bytes);
      got.accept(bytes.length);
      return CompletableFuture.completedFuture(null);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
