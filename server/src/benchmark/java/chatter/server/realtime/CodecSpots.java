package chatter.server.realtime;

import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.DecodedCommand;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// JSON to commands, and events to JSON.
@State(Scope.Benchmark)
public class CodecSpots {
  private final String command =
      Codec.encode(new SendMessage(7L, 1, Samples.CLIENT_MESSAGE_ID, Samples.BODY, null));
  private final MessagePosted posted = Samples.posted(4_711);
  private final ServerEvent.Ack ack =
      new ServerEvent.Ack(7, 1L, Samples.CLIENT_MESSAGE_ID, 4_711L, Samples.AT, false);
  private final HistoryPage page =
      new HistoryPage(
          LongStream.rangeClosed(1, 50)
              .<ServerEvent.Row>mapToObj(seq -> Samples.posted(seq).forOthers())
              .toList(),
          4_711,
          true,
          true);

  /// A message that arrives.
  @Benchmark
  public DecodedCommand decodeSendMessage() {
    return Codec.decodeCommand(command);
  }

  /// A message that goes out.
  @Benchmark
  public byte[] encodeMessagePosted() {
    return Codec.encodeUtf8(posted);
  }

  /// The answer to its sender.
  @Benchmark
  public byte[] encodeAck() {
    return Codec.encodeUtf8(ack);
  }

  /// A page of history, 50 messages.
  @Benchmark
  public byte[] encodeHistoryPage() {
    return ApiJson.MAPPER.writeValueAsBytes(page);
  }
}
