package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.export.RoomExport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// An exported room in a browser, as a file without a server.
@Tag("story")
final class ExportedPageTest {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final Duration PAUSE = Duration.ofMinutes(4);
  private static final String SHOWN =
      """
      return [...document.querySelectorAll('main h2, main h3, main .body, main .at')]
        .map((element) => element.textContent.trim());
      """;

  private static final ZoneId THERE = ZoneId.of("Pacific/Auckland");

  @RegisterExtension final TestServer server = TestServer.pinned();

  @TempDir private Path folder;

  @Test
  void timesAndDaysAreTheReadersOrWithoutScriptsTheWriters() {
    // One run, in which a day ends for the reader.
    ZonedDateTime now = server.clock().instant().atZone(THERE);
    server.forward(Duration.between(now, now.toLocalDate().plusDays(1).atStartOfDay(THERE)));
    server.clock().forward(PAUSE.dividedBy(2).negated());
    Instant first = server.clock().instant();
    List<String> bodies = List.of("one", "two, a day later", "three");
    TestConnection alice = server.signUp("Alice").connect();
    for (String body : bodies) {
      alice.post(body);
      server.clock().forward(PAUSE);
    }
    Path file = folder.resolve("room.html");
    RoomExport.write(server.data(), 1, file);
    try (Browser browser = Browser.openFile(file)) {
      browser.cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", THERE.getId()));
      browser.visit();
      assertEquals(shown(first, bodies, THERE), browser.script(SHOWN));
      assertEquals(
          THERE.getId(), browser.script("return document.getElementById('zone').textContent"));
      browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true));
      browser.visit();
      browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", false));
      assertEquals(shown(first, bodies, ZoneId.systemDefault()), browser.script(SHOWN));
      assertEquals(0L, browser.script("return performance.getEntriesByType('resource').length"));
    }
  }

  private static List<String> shown(Instant first, List<String> bodies, ZoneId zone) {
    List<String> shown = new ArrayList<>();
    LocalDate day = null;
    Instant at = first;
    for (String body : bodies) {
      ZonedDateTime here = at.atZone(zone);
      if (!here.toLocalDate().equals(day)) {
        day = here.toLocalDate();
        shown.addAll(List.of(DAY.format(day), "Alice"));
      }
      shown.addAll(List.of(body, HOUR.format(here)));
      at = at.plus(PAUSE);
    }
    return shown;
  }
}
