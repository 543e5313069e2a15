package chatter.client.benchmark;

import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;

/// Measures the desktop app, and prints the table of everything that was measured.
public final class DesktopBenchmark {
  private DesktopBenchmark() {}

  /// @param args see `--help`
  public static void main(String[] args) throws IOException {
    int exitCode;
    try (Setting setting = new Setting()) {
      Starts starts = new Starts(setting);
      LongUse use = new LongUse(setting);
      exitCode =
          new Sections()
              .add("desktop-start", starts::signIn)
              .add("desktop-room", starts::room)
              .add("desktop-away", starts::away)
              .add("desktop-idle", new Idling(setting)::measure)
              .add("desktop-scroll", new LongScroll(setting)::measure)
              .add("desktop-writing", new WritingAids(setting)::measure)
              .add("desktop-text", new FormattedRows(setting)::measure)
              .add("desktop-traffic", use::inOneRoom)
              .add("desktop-rooms", new ManyRooms(setting)::measure)
              .add("desktop-switcher", new SwitcherOpening(setting)::measure)
              .add("desktop-rooms-traffic", use::inManyRooms)
              .run(args);
    }
    Figures.main(new String[] {System.getProperty("chatter.figures")});
    System.exit(exitCode);
  }
}
