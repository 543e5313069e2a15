package chatter.shared.protocol;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The one way a time is written, on the wire and in the database: ISO 8601 in UTC with exactly
/// three digits of a second, e.g. `2026-11-23T09:00:00.000Z`, so that the order of the texts is the
/// order of the times.
public final class Timestamps {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private Timestamps() {}

  /// The time as text; what is smaller than a millisecond is cut off.
  public static String text(Instant time) {
    return FORMAT.format(time);
  }

  /// Makes a JSON mapper write times so.
  public static JacksonModule module() {
    return new SimpleModule("timestamps")
        .addSerializer(
            Instant.class,
            new StdSerializer<Instant>(Instant.class) {
              @Override
              public void serialize(
                  Instant time, JsonGenerator json, SerializationContext context) {
                json.writeString(text(time));
              }
            });
  }
}
