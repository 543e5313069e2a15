package chatter.server.realtime;

import chatter.server.realtime.transport.FrameEncoder;
import chatter.server.realtime.transport.TextFrame;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.util.List;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Messages to the one frame that a whole room gets.
@State(Scope.Thread)
public class FrameSpots {
  private final FrameEncoder frames = new FrameEncoder();
  private List<MessagePosted> events = List.of();

  /// How many messages were committed together.
  @Param({"1", "8", "64"})
  public int lines;

  /// Makes them.
  @Setup
  public void post() {
    events = LongStream.rangeClosed(1, lines).mapToObj(Samples::posted).toList();
  }

  /// Encodes and joins them.
  @Benchmark
  public int encodeAndJoin() {
    List<byte[]> encoded = events.stream().map(EntryLine::new).map(EntryLine::forOthers).toList();
    List<TextFrame> joined = frames.join(encoded);
    int bytes = joined.getFirst().bytes();
    frames.release(joined);
    return bytes;
  }
}
