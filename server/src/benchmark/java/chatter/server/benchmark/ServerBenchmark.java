package chatter.server.benchmark;

import chatter.server.figures.Sections;

/// Measures the server and the page; see README, "How fast".
public final class ServerBenchmark {
  private ServerBenchmark() {}

  /// @param args see `--help`
  public static void main(String[] args) {
    System.exit(new Sections().run(args));
  }
}
