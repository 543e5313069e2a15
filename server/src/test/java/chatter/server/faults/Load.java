package chatter.server.faults;

import chatter.server.ServerProcess;
import chatter.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Many people and their chatter.
final class Load {
  private static final int SIGN_UPS_AT_ONCE = 4;
  private static final long STEP_MILLIS = 10;

  private Load() {}

  /// Makes that many accounts and signs them in.
  ///
  /// @return their tokens
  static List<String> people(ServerProcess process, int count) {
    try (TestServer server = TestServer.at(process.port());
        ExecutorService executor = Executors.newFixedThreadPool(SIGN_UPS_AT_ONCE)) {
      List<Future<String>> logins =
          IntStream.range(0, count)
              .mapToObj(i -> executor.submit(() -> server.signUp("person" + i).token()))
              .toList();
      List<String> tokens = new ArrayList<>();
      for (Future<String> login : logins) {
        tokens.add(login.get());
      }
      return tokens;
    } catch (ExecutionException e) {
      throw new AssertionError("somebody could not sign up", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// Has people write, one after the other, evenly over the time.
  ///
  /// @param body what each message has after its time
  static void talk(Crowd crowd, List<Member> writers, int perSecond, long millis, String body) {
    long begin = System.nanoTime();
    long total = perSecond * millis / 1_000;
    for (long posted = 0; posted < total; ) {
      long due = Math.min(total, (System.nanoTime() - begin) * perSecond / 1_000_000_000 + 1);
      for (; posted < due; posted++) {
        Member writer = writers.get((int) (posted % writers.size()));
        crowd.act(() -> writer.post(body));
      }
      Crowd.pause(STEP_MILLIS);
    }
  }
}
