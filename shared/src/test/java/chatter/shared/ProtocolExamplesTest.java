package chatter.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.api.ApiJson;
import chatter.shared.api.ProblemCode;
import chatter.shared.nearby.Announcement;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.DecodedCommand;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// PROTOCOL.md says what the program says: each sample is read, written again, and must come out as
/// it stands there.
class ProtocolExamplesTest {
  private static final Pattern SAMPLE = Pattern.compile("```json (\\w+)\\n(.*)\\n```");

  @TestFactory
  Stream<DynamicTest> everySampleIsReadAndWritten() throws IOException {
    List<MatchResult> samples = samples();
    assertTrue(samples.size() >= 30, "only " + samples.size() + " samples were found");
    return samples.stream()
        .map(sample ->
            DynamicTest.dynamicTest(
                sample.group(1) + " " + sample.group(2),
                () -> assertEquals(json(sample.group(2)), json(again(sample)))));
  }

  @Test
  void everyCommandAndEventHasASample() throws IOException {
    Set<String> shown =
        samples().stream()
            .filter(s -> s.group(1).equals("command") || s.group(1).equals("event"))
            .map(s -> s.group(1) + " " + json(s.group(2)).get("type").asString())
            .collect(Collectors.toSet());
    Set<String> known =
        Stream.concat(
                records(ClientCommand.class).map(c -> "command " + wireName(c)),
                records(ServerEvent.class).map(e -> "event " + wireName(e)))
            .collect(Collectors.toSet());
    assertEquals(known, shown);
  }

  @Test
  void everyHttpBodyHasASample() throws IOException {
    Set<String> shown = samples().stream().map(s -> s.group(1)).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(Path.of("src/main/java/chatter/shared/api"))) {
      List<String> missing =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(name -> name.endsWith("Request") || name.endsWith("Response"))
              .filter(name -> !shown.contains(name))
              .toList();
      assertEquals(List.of(), missing);
    }
  }

  @Test
  void announcementIsReadAndWritten() throws IOException {
    String sample =
        Pattern.compile("```announcement\\n(.*?)```", Pattern.DOTALL)
            .matcher(page())
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    Map<String, String> entries =
        sample
            .lines()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1]));
    Announcement read = Announcement.read(entries::get).orElseThrow();
    assertEquals(entries, read.text());
    assertTrue(page().contains("`" + Announcement.SERVICE + "`"));
  }

  @Test
  void everyCodeIsExplained() throws IOException {
    String page = page();
    for (RejectCode code : RejectCode.values()) {
      assertTrue(page.contains("| `" + code.wireName() + "` |"), code + " is not explained");
    }
    for (ProblemCode code : ProblemCode.values()) {
      assertTrue(page.contains("`" + code.wireName() + "`"), code + " is not explained");
    }
    for (CloseCode code : CloseCode.values()) {
      assertTrue(page.contains("| " + code.code() + " |"), code + " is not explained");
    }
  }

  private static String again(MatchResult sample) throws ClassNotFoundException {
    String line = sample.group(2);
    return switch (sample.group(1)) {
      case "command" ->
          Codec.encode(
              assertInstanceOf(DecodedCommand.Valid.class, Codec.decodeCommand(line)).command());
      case "event" -> {
        List<ServerEvent> events = Codec.decodeEvents(line);
        assertEquals(1, events.size());
        yield Codec.encode(events.getFirst());
      }
      case String body ->
          ApiJson.MAPPER.writeValueAsString(
              ApiJson.MAPPER.readValue(line, Class.forName("chatter.shared.api." + body)));
    };
  }

  /// What is really sent: the records below a sealed interface and those that it permits.
  private static Stream<Class<?>> records(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Stream.of(type.getPermittedSubclasses()).flatMap(ProtocolExamplesTest::records);
  }

  private static String wireName(Class<?> type) {
    String name = type.getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static JsonNode json(String text) {
    return ApiJson.MAPPER.readTree(text);
  }

  private static List<MatchResult> samples() throws IOException {
    return SAMPLE.matcher(page()).results().toList();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("PROTOCOL.md"));
  }
}
