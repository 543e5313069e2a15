package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.ServerProcess;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.figures.Figures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the kernel sees of an `ack`: the message written to the log, the log brought to the disk,
/// and only then the answer on the socket.
@Tag("faults")
final class AckAfterSyncTest {
  private static final String MARK = "marked-message-";
  private static final Pattern CALL = Pattern.compile("^(\\d+) +(\\w+)\\((.*)$");
  private static final Pattern RESUMED =
      Pattern.compile("^(\\d+) +<\\.\\.\\. (\\w+) resumed>(.*)$");
  private static final Pattern MARKED = Pattern.compile(MARK + "(\\d+)!");
  private static final Pattern ACK =
      Pattern.compile("\\\\\"type\\\\\":\\\\\"ack\\\\\",\\\\\"id\\\\\":");

  @TempDir private Path folder;

  @Test
  void eachAckFollowsTheSyncOfTheLogThatHoldsItsMessage() throws IOException {
    Tools.needProgram("strace");
    try {
      Tools.run("strace", "-f", "-qq", "-e", "trace=fdatasync", "true");
    } catch (IllegalStateException forbidden) {
      Tools.skip("processes may not be traced here: " + forbidden.getMessage());
    }
    int messages = Form.of(200, 1_000);
    Path trace = folder.resolve("trace");
    post(messages, trace);
    Sequence sequence = new Sequence();
    try (Stream<String> lines = Files.lines(trace, StandardCharsets.ISO_8859_1)) {
      lines.forEach(sequence::line);
    }
    Figures.record(
        "ack only after the WAL reached the disk",
        "each of 1,000 sequential acks follows an fdatasync",
        sequence.good + " of " + messages + " acks",
        sequence.good == messages);
    assertEquals(messages, sequence.acks, "acks in the trace");
    assertEquals(messages, sequence.good, "acks after the message was written and synced");
  }

  private void post(int messages, Path trace) {
    List<String> strace =
        List.of(
            "/usr/bin/strace",
            // The server stays the process that was started, and the tracer ends with it.
            "-D",
            "-f",
            "--seccomp-bpf",
            "-y",
            "-s",
            "4096",
            "-e",
            "trace=fdatasync,fsync,pwrite64,write,writev,sendto,sendmsg",
            "-e",
            "signal=none",
            "-o",
            trace.toString());
    try (ServerProcess process =
            ServerProcess.start(
                Map.of(),
                strace,
                "--port=0",
                "--data=" + folder.resolve("data"),
                "--bcrypt-cost=4",
                "--limit=sends-per-second=0",
                "--limit=frames-per-second=0");
        TestServer server = TestServer.at(process.port())) {
      TestUser alice = server.signUp("alice");
      TestConnection connection = alice.connect();
      for (int i = 1; i <= messages; i++) {
        connection.post(MARK + i + "!");
      }
      process.askToEnd();
      assertEquals(0, process.exitCode(Duration.ofSeconds(30)));
      // Until the tracer has written its last line, too: it has the same output.
      var _ = process.output();
    }
  }

  /// Reads the trace line by line. A tracer stops each thread at each call, so the lines stand in
  /// an order in which things happened.
  private static final class Sequence {
    private final Map<String, String> unfinished = new HashMap<>();
    private int written;
    private int synced;
    private int acks;
    private int good;

    private void line(String line) {
      Matcher call = CALL.matcher(line);
      if (call.matches()) {
        String arguments = call.group(3);
        if (arguments.endsWith("<unfinished ...>")) {
          unfinished.put(call.group(1), arguments);
        } else {
          done(call.group(2), arguments, arguments);
        }
        if (ACK.matcher(arguments).find()) {
          acks++;
          good += synced == acks ? 1 : 0;
        }
        return;
      }
      Matcher resumed = RESUMED.matcher(line);
      if (resumed.matches()) {
        String arguments = Objects.requireNonNullElse(unfinished.remove(resumed.group(1)), "");
        done(resumed.group(2), arguments, resumed.group(3));
      }
    }

    /// A call returned.
    private void done(String name, String arguments, String end) {
      if (!arguments.contains("-wal>")) {
        return;
      }
      if (name.equals("pwrite64")) {
        MARKED
            .matcher(arguments)
            .results()
            .mapToInt(found -> Integer.parseInt(found.group(1)))
            .max()
            .ifPresent(newest -> written = Math.max(written, newest));
      } else if ((name.equals("fdatasync") || name.equals("fsync")) && end.endsWith("= 0")) {
        synced = written;
      }
    }
  }
}
