package chatter.server.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Somebody who asks for pages of history over HTTP, so that the way there and back is in what is
/// measured.
///
/// @param server whom
/// @param reader who asks, for pages of the one room of that person
record Pages(HttpClient http, Subject server, Peer.Member reader) {
  /// Rows in a page.
  static final int SIZE = 50;

  private static final int NEIGHBOURS = 1_000;

  /// Asks for pages one after the other, never twice for the same: those before neighbours of the
  /// one that is meant.
  ///
  /// @param way `before` or `around`
  /// @return how long each took, in nanoseconds
  Histogram ask(String way, int seq, int times) throws IOException, InterruptedException {
    Histogram histogram = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    for (int i = 0; i < times; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:"
                          + server.port()
                          + "/api/conversations/"
                          + reader.room()
                          + "/messages?limit="
                          + SIZE
                          + "&"
                          + way
                          + "="
                          + Math.max(SIZE + 1, seq - i % NEIGHBOURS)))
              .header("Authorization", "Bearer " + reader.token())
              .build();
      long begin = System.nanoTime();
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      histogram.recordValue(System.nanoTime() - begin);
      if (answer.statusCode() != 200 || answer.body().length < SIZE * 100) {
        throw new IOException("history was answered with " + answer.statusCode());
      }
    }
    return histogram;
  }
}
