package chatter.shared.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;

/// Whatever stands in a frame, the codec answers with a command, an event or the one complaint it
/// promises. Without `JAZZER_FUZZ=1` in the environment this only runs the inputs that stand under
/// its name in the test resources.
@Tag("fuzz")
final class CodecFuzzTest {
  @FuzzTest(maxDuration = "150s")
  void commandsAreReadOrRefused(byte[] frame) {
    for (String line : Codec.split(new String(frame, StandardCharsets.UTF_8))) {
      switch (Codec.decodeCommand(line)) {
        case DecodedCommand.Valid valid -> {
          String again = Codec.encode(valid.command());
          assertTrue(again.indexOf('\n') < 0, again);
          assertEquals(
              valid.command(),
              assertInstanceOf(DecodedCommand.Valid.class, Codec.decodeCommand(again)).command());
        }
        case DecodedCommand.Invalid invalid -> {
          // The server sends it back.
          ServerEvent rejected =
              new ServerEvent.Rejected(
                  invalid.id(), invalid.code(), invalid.message(), false, null);
          assertTrue(Codec.encodeUtf8(rejected).length < 1_000, rejected::toString);
        }
      }
    }
  }

  @FuzzTest(maxDuration = "150s")
  void eventsAreReadOrRefused(byte[] frame) {
    List<ServerEvent> events;
    try {
      events = Codec.decodeEvents(new String(frame, StandardCharsets.UTF_8));
    } catch (ProtocolException declared) {
      return;
    }
    for (ServerEvent event : events) {
      String again = Codec.encode(event);
      assertEquals(List.of(event), Codec.decodeEvents(again));
      assertEquals(again, new String(Codec.encodeUtf8(event), StandardCharsets.UTF_8));
    }
  }
}
