package chatter.shared.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// When an account wants no notification and no sound. The page does the same
/// (`do-not-disturb.js`), by `notifications.json`. May be anything that JSON can say: `problem`
/// tells whether it means something, and only what does is kept.
///
/// @param mode how it is decided
/// @param until when it ends; for `UNTIL` alone, else null
/// @param from the local time at which it begins, as `22:00`; for `HOURS` alone
/// @param to the local time at which it ends; before `from`, it is that of the next day
/// @param days on which days it begins, 1 for Monday to 7 for Sunday; for `HOURS` alone
/// @param zone the name of the time zone of `from` and `to`, as `Europe/Berlin`; for `HOURS` alone
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DoNotDisturb(
    Mode mode, Instant until, String from, String to, List<Integer> days, String zone) {
  /// How it is decided.
  public enum Mode {
    /// Never.
    @JsonProperty("off")
    OFF,
    /// Until it is switched off.
    @JsonProperty("on")
    ON,
    /// Until a moment.
    @JsonProperty("until")
    UNTIL,
    /// In some hours of some days.
    @JsonProperty("hours")
    HOURS
  }

  /// Never: what everybody begins with.
  public static final DoNotDisturb NEVER = new DoNotDisturb(Mode.OFF, null, null, null, null, null);

  /// Until it is switched off.
  public static final DoNotDisturb ALWAYS = new DoNotDisturb(Mode.ON, null, null, null, null, null);

  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final int WEEK = 7;
  private static final int HOUR = 60;

  public DoNotDisturb {
    days = days == null || days.stream().anyMatch(Objects::isNull) ? null : List.copyOf(days);
  }

  /// Until a moment.
  public static DoNotDisturb until(Instant end) {
    return new DoNotDisturb(Mode.UNTIL, end, null, null, null, null);
  }

  /// In some hours of some days.
  public static DoNotDisturb hours(String from, String to, List<Integer> days, String zone) {
    return new DoNotDisturb(Mode.HOURS, null, from, to, days, zone);
  }

  /// What is wrong with it, in one English sentence; empty if nothing is.
  public Optional<String> problem() {
    if (mode == null) {
      return Optional.of("mode is off, on, until or hours.");
    }
    if (mode != Mode.UNTIL && until != null) {
      return Optional.of("until goes with the mode until only.");
    }
    if (mode != Mode.HOURS && (from != null || to != null || days != null || zone != null)) {
      return Optional.of("from, to, days and zone go with the mode hours only.");
    }
    return switch (mode) {
      case OFF, ON -> Optional.empty();
      case UNTIL -> until == null ? Optional.of("until is missing.") : Optional.empty();
      case HOURS -> hoursProblem();
    };
  }

  private Optional<String> hoursProblem() {
    if (from == null
        || to == null
        || !TIME.matcher(from).matches()
        || !TIME.matcher(to).matches()) {
      return Optional.of("from and to are times of day from 00:00 to 23:59.");
    }
    if (from.equals(to)) {
      return Optional.of("from and to are different times.");
    }
    if (days == null
        || days.isEmpty()
        || days.size() != new HashSet<>(days).size()
        || !days.stream().allMatch(day -> day >= 1 && day <= WEEK)) {
      return Optional.of("days are some of 1 (Monday) to 7 (Sunday), each once.");
    }
    if (zone == null || !ZoneId.getAvailableZoneIds().contains(zone)) {
      return Optional.of("zone is the name of a time zone, as Europe/Berlin.");
    }
    return Optional.empty();
  }

  /// Whether it holds at a moment. A time zone that this computer does not know is taken for its
  /// own.
  public boolean holds(Instant now) {
    return switch (Objects.requireNonNull(mode)) {
      case OFF -> false;
      case ON -> true;
      case UNTIL -> now.isBefore(until);
      case HOURS -> holds(now.atZone(knownZone()));
    };
  }

  private boolean holds(ZonedDateTime here) {
    int now = here.getHour() * HOUR + here.getMinute();
    int today = here.getDayOfWeek().getValue();
    int yesterday = today == 1 ? WEEK : today - 1;
    int begin = minute(from);
    int end = minute(to);
    if (begin < end) {
      return days.contains(today) && now >= begin && now < end;
    }
    return (days.contains(today) && now >= begin) || (days.contains(yesterday) && now < end);
  }

  private static int minute(String time) {
    return Integer.parseInt(time, 0, 2, 10) * HOUR + Integer.parseInt(time, 3, 5, 10);
  }

  private ZoneId knownZone() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      return ZoneId.systemDefault();
    }
  }
}
