package chatter.client.system;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a small program of the system and waits for its end, for ten seconds at most. Safe for any
/// thread.
public final class ProcessRunner implements WindowsAutoStart.Runner {
  private static final long SECONDS = 10;

  @Override
  public int run(List<String> words) throws IOException {
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(words.getFirst() + " did not end within " + SECONDS + " seconds");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + words.getFirst(), e);
    }
  }
}
