package chatter.shared.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecTest {
  private static final String ID = "0b9f7a52-3c1d-4e8b-9f06-6a5d1c2e4f10";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                                     | not JSON
          [1]                                                   | not a JSON object
          "hello"                                               | not a JSON object
          null                                                  | not a JSON object
          {"id":1}                                              | type is missing
          {"type":7}                                            | type is missing
          {"type":"hello"}                                      | version
          {"type":"hello","version":"1"}                        | version
          {"type":"hello","version":1.5}                        | version
          {"type":"hello","version":2,"cursors":{"a":1}}        | cursors
          {"type":"hello","version":2,"cursors":{"1":-1}}       | cursors
          {"type":"hello","version":2} {}                       | not JSON
          {"type":"markRead","conversation":0,"seq":1}          | conversation
          {"type":"markRead","conversation":1,"seq":-1}         | seq
          {"type":"markRead","conversation":1}                  | seq
          {"type":"setTyping","conversation":1,"typing":"yes"}  | typing
          {"type":"sync","conversation":1,"after":1,"limit":0}  | limit
          {"type":"sync","conversation":99999999999999999999,"after":1} | conversation
          {"type":"editMessage","conversation":1,"commandId":"0b9f7a52-3c1d-4e8b-9f06-6a5d1c2e4f10","body":"x"} | message must be greater than 0
          {"type":"editMessage","conversation":1,"commandId":"0b9f7a52-3c1d-4e8b-9f06-6a5d1c2e4f10","message":1} | body is missing
          {"type":"deleteMessage","conversation":1,"commandId":"0b9f7a52-3c1d-4e8b-9f06-6a5d1c2e4f10","message":0} | message must be greater than 0
          {"type":"deleteMessage","conversation":1,"message":1} | commandId is missing
          {"type":"react","conversation":1,"commandId":"0b9f7a52-3c1d-4e8b-9f06-6a5d1c2e4f10","message":1,"on":true} | emoji is missing
          {"type":"react","conversation":1,"commandId":"0b9f7a52-3c1d-4e8b-9f06-6a5d1c2e4f10","message":1,"emoji":"👍"} | on
          {"type":"pinMessage","conversation":1,"commandId":"0b9f7a52-3c1d-4e8b-9f06-6a5d1c2e4f10","message":1} | on
          {"type":"pinMessage","conversation":0,"commandId":"0b9f7a52-3c1d-4e8b-9f06-6a5d1c2e4f10","message":1,"on":true} | conversation
          """)
  void whatIsNoCommandIsRefusedWithTheReason(String line, String reason) {
    DecodedCommand.Invalid invalid =
        assertInstanceOf(DecodedCommand.Invalid.class, Codec.decodeCommand(line));
    assertEquals(RejectCode.BAD_FRAME, invalid.code());
    assertTrue(invalid.message().contains(reason), invalid.message());
  }

  @Test
  void aCommandWithoutItsFieldsSaysWhichAndKeepsItsNumber() {
    DecodedCommand.Invalid invalid =
        assertInstanceOf(
            DecodedCommand.Invalid.class,
            Codec.decodeCommand("{\"type\":\"sendMessage\",\"id\":7,\"conversation\":1}"));
    assertEquals(7L, invalid.id());
    assertEquals("commandId is missing", invalid.message());
  }

  @Test
  void anIdThatIsNoWholeNumberIsNoId() {
    DecodedCommand.Invalid invalid =
        assertInstanceOf(
            DecodedCommand.Invalid.class,
            Codec.decodeCommand("{\"type\":\"ping\",\"id\":\"seven\"}"));
    assertNull(invalid.id());
    assertEquals("id is missing or wrong", invalid.message());
  }

  @Test
  void longNumbersInFieldsNobodyKnowsAreIgnored() {
    assertInstanceOf(
        DecodedCommand.Valid.class,
        Codec.decodeCommand("{\"type\":\"ping\",\"id\":6,\"x\":0.000012345678901234567}"));
    DecodedCommand.Invalid invalid =
        assertInstanceOf(
            DecodedCommand.Invalid.class,
            Codec.decodeCommand(
                "{\"type\":\"markRead\",\"id\":7,\"conversation\":118059162071741130342,\"seq\":1}"));
    assertEquals(7L, invalid.id());
  }

  @Test
  void timesAreInOrderAsText() {
    assertEquals(
        "2026-11-23T09:00:07.000Z", Timestamps.text(Instant.parse("2026-11-23T09:00:07Z")));
    assertEquals(
        "2026-11-23T09:00:07.163Z",
        Timestamps.text(Instant.parse("2026-11-23T09:00:07.163999999Z")));
  }

  @Test
  void anUnknownTypeIsToldApartFromABadFrame() {
    DecodedCommand.Invalid invalid =
        assertInstanceOf(
            DecodedCommand.Invalid.class, Codec.decodeCommand("{\"type\":\"dance\",\"id\":3}"));
    assertEquals(RejectCode.UNKNOWN_TYPE, invalid.code());
    assertEquals(3L, invalid.id());
  }

  @Test
  void deepNestingIsRefusedWithoutFollowingIt() {
    String deep = "{\"type\":\"ping\",\"x\":" + "[".repeat(17) + "]".repeat(17) + "}";
    assertInstanceOf(DecodedCommand.Invalid.class, Codec.decodeCommand(deep));
    String allowed = "{\"type\":\"ping\",\"x\":" + "[".repeat(15) + "]".repeat(15) + "}";
    assertInstanceOf(DecodedCommand.Valid.class, Codec.decodeCommand(allowed));
  }

  @Test
  void aCommandIdStaysAsItWasWritten() {
    DecodedCommand.Valid valid =
        assertInstanceOf(
            DecodedCommand.Valid.class,
            Codec.decodeCommand(
                "{\"type\":\"sendMessage\",\"conversation\":1,\"body\":\"x\",\"commandId\":\""
                    + ID.toUpperCase(java.util.Locale.ROOT)
                    + "\"}"));
    assertEquals(
        ID.toUpperCase(java.util.Locale.ROOT),
        ((ClientCommand.SendMessage) valid.command()).commandId());
  }

  @Test
  void aCommandIdMustBeAWholeUuid() {
    DecodedCommand decoded =
        Codec.decodeCommand(
            "{\"type\":\"sendMessage\",\"conversation\":1,\"body\":\"x\",\"commandId\":\"1-1-1-1-1\"}");
    assertEquals(
        "commandId is not a UUID",
        assertInstanceOf(DecodedCommand.Invalid.class, decoded).message());
  }

  @Test
  void aFrameIsSplitAtLineEndsAndBlankLinesAreNothing() {
    assertEquals(List.of("a", "b"), Codec.split("a\n\n b".replace(" ", "") + "\n"));
    assertEquals(List.of(), Codec.split(" "));
  }

  @Test
  void eventsOfANewerServerAreLeftOut() {
    List<ServerEvent> events =
        Codec.decodeEvents(
            "{\"type\":\"live\"}\n{\"type\":\"fireworks\",\"x\":[{}]}\n{\"type\":\"pong\",\"new\":1}");
    assertEquals(List.of(new ServerEvent.Live(), new ServerEvent.Pong(null)), events);
  }

  @Test
  void aFrameThatIsNoProtocolIsAnException() {
    assertThrows(ProtocolException.class, () -> Codec.decodeEvents("<html>"));
  }

  @Test
  void aPresenceOfPartsIsWrittenAsOneOfTheWhole() {
    List<PresenceInfo> people =
        List.of(
            new PresenceInfo(1, "Ada", null, PresenceInfo.State.ONLINE, null),
            new PresenceInfo(
                2,
                "\"]}ö",
                "/a",
                PresenceInfo.State.OFFLINE,
                Instant.parse("2026-11-23T09:00:00Z")));
    for (int some = 0; some <= people.size(); some++) {
      List<PresenceInfo> those = people.subList(0, some);
      assertEquals(
          Codec.encode(new ServerEvent.Presence(true, 1, 7, those)),
          new String(
              Codec.presence(true, 1, 7, those.stream().map(Codec::encodeUtf8).toList()),
              StandardCharsets.UTF_8));
    }
  }

  @Test
  void whatAnotherOneWroteCarriesNoCommandId() {
    ServerEvent.MessagePosted own =
        new ServerEvent.MessagePosted(
            1, 2, new AccountInfo(3, "Ada", null, null), "x", Instant.EPOCH, null, ID);
    assertTrue(Codec.encode(own).contains(ID));
    assertTrue(!Codec.encode(own.forOthers()).contains("commandId"));
  }

  @Test
  void lineBreaksInABodyDoNotBreakTheFrame() {
    ServerEvent.MessagePosted posted =
        new ServerEvent.MessagePosted(
            1, 2, new AccountInfo(3, "A\nB", null, null), "x\ny\u2028z", Instant.EPOCH, null, null);
    String line = Codec.encode(posted);
    assertEquals(List.of(posted), Codec.decodeEvents(line + "\n" + "{\"type\":\"unknown\"}"));
    assertEquals(-1, line.indexOf('\n'));
  }
}
