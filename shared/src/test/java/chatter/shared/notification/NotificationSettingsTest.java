package chatter.shared.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.limits.Limits;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NotificationSettingsTest {
  private static final List<Integer> EVERY_DAY = List.of(1, 2, 3, 4, 5, 6, 7);

  private static String problem(DoNotDisturb when) {
    NotificationSettings.Problem problem =
        NotificationSettings.USUAL.withDoNotDisturb(when).problem().orElseThrow();
    assertEquals("doNotDisturb", problem.field());
    return problem.detail();
  }

  private static String problem(List<String> words) {
    NotificationSettings.Problem problem =
        NotificationSettings.USUAL.withWords(words).problem().orElseThrow();
    assertEquals("words", problem.field());
    return problem.detail();
  }

  @Test
  void whatEverybodyBeginsWithIsRight() {
    assertEquals(Optional.empty(), NotificationSettings.USUAL.problem());
  }

  @Test
  void everyFaultOfHoursIsTold() {
    String zone = "Europe/Berlin";
    assertTrue(problem(DoNotDisturb.hours("22:00", "24:00", EVERY_DAY, zone)).contains("23:59"));
    assertTrue(problem(DoNotDisturb.hours("9:00", "10:00", EVERY_DAY, zone)).contains("23:59"));
    assertTrue(problem(DoNotDisturb.hours(null, "10:00", EVERY_DAY, zone)).contains("23:59"));
    assertTrue(problem(DoNotDisturb.hours("09:00", null, EVERY_DAY, zone)).contains("23:59"));
    assertTrue(
        problem(DoNotDisturb.hours("09:00", "09:00", EVERY_DAY, zone)).contains("different"));
    assertTrue(problem(DoNotDisturb.hours("09:00", "10:00", List.of(), zone)).contains("Monday"));
    assertTrue(problem(DoNotDisturb.hours("09:00", "10:00", null, zone)).contains("Monday"));
    assertTrue(problem(DoNotDisturb.hours("09:00", "10:00", List.of(0), zone)).contains("Monday"));
    assertTrue(problem(DoNotDisturb.hours("09:00", "10:00", List.of(1, 1), zone)).contains("once"));
    assertTrue(
        problem(DoNotDisturb.hours("09:00", "10:00", Collections.singletonList(null), zone))
            .contains("Monday"));
    assertTrue(
        problem(DoNotDisturb.hours("09:00", "10:00", EVERY_DAY, "Mars/Olympus"))
            .contains("time zone"));
    assertTrue(
        problem(DoNotDisturb.hours("09:00", "10:00", EVERY_DAY, null)).contains("time zone"));
  }

  @Test
  void partsOfAnotherModeAreFaults() {
    assertTrue(problem(new DoNotDisturb(null, null, null, null, null, null)).contains("mode"));
    assertTrue(problem(DoNotDisturb.until(null)).contains("missing"));
    assertTrue(
        problem(new DoNotDisturb(DoNotDisturb.Mode.ON, Instant.EPOCH, null, null, null, null))
            .contains("until"));
    assertTrue(
        problem(new DoNotDisturb(DoNotDisturb.Mode.OFF, null, "09:00", null, null, null))
            .contains("hours"));
    assertEquals("doNotDisturb is missing.", problem((DoNotDisturb) null));
  }

  @Test
  void everyFaultOfWordsIsTold() {
    List<String> many =
        IntStream.rangeClosed(0, Limits.WATCHED_WORDS).mapToObj(i -> "word" + i).toList();
    assertTrue(problem(many).contains("20"));
    assertTrue(problem(List.of("x".repeat(51))).contains("50"));
    assertTrue(problem(List.of(" ")).contains("seen"));
    assertTrue(problem(List.of("a ")).contains("space"));
    assertTrue(problem(List.of("\u200b")).contains("seen"));
    assertTrue(problem(List.of("a\nb")).contains("line breaks"));
    assertTrue(problem(List.of("Lunch", "lunch")).contains("once"));
    assertTrue(problem((List<String>) null).contains("list"));
    assertEquals(
        Optional.empty(),
        NotificationSettings.USUAL.withWords(many.subList(1, many.size())).problem());
    assertEquals(
        Optional.empty(), NotificationSettings.USUAL.withWords(List.of("🔥".repeat(50))).problem());
  }

  @Test
  void aTimeZoneThatIsNotKnownHereIsTakenForTheComputersOwn() {
    var noon = LocalDateTime.of(2026, 11, 23, 12, 0).atZone(ZoneId.systemDefault()).toInstant();
    assertTrue(DoNotDisturb.hours("11:00", "13:00", EVERY_DAY, "Mars/Olympus").holds(noon));
    assertFalse(DoNotDisturb.hours("11:00", "11:30", EVERY_DAY, "Mars/Olympus").holds(noon));
  }
}
