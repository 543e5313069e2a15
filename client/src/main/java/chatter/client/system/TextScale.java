package chatter.client.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much larger than usual somebody wants text on this computer, as it is set in GNOME and in
/// Windows; JavaFX does not ask for it. Starts a small program, so not for the JavaFX application
/// thread.
public final class TextScale {
  private static final Logger LOG = LoggerFactory.getLogger(TextScale.class);
  private static final double SMALLEST = 0.75;
  private static final double LARGEST = 3;
  private static final double PERCENT = 100;
  private static final long SECONDS = 5;

  private static final List<String> GNOME =
      List.of("gsettings", "get", "org.gnome.desktop.interface", "text-scaling-factor");

  private static final List<String> WINDOWS =
      List.of("reg", "query", "HKCU\\Software\\Microsoft\\Accessibility", "/v", "TextScaleFactor");

  private static final Pattern REGISTRY =
      Pattern.compile("TextScaleFactor\\s+REG_DWORD\\s+0x([0-9a-fA-F]{1,4})\\b");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,2}(?:\\.\\d{1,9})?");

  private final boolean windows;
  private final Tool tool;

  /// Runs a program.
  interface Tool {
    /// @return what it wrote
    /// @throws IOException if there is no such program, or it failed
    String output(List<String> words) throws IOException;
  }

  TextScale(String os, Tool tool) {
    windows = os.toLowerCase(Locale.ROOT).startsWith("windows");
    this.tool = tool;
  }

  /// That of this computer.
  public static TextScale here() {
    return new TextScale(System.getProperty("os.name", ""), TextScale::run);
  }

  /// The factor; 1 is usual, and where nobody says otherwise.
  public double read() {
    try {
      return windows ? windows(tool.output(WINDOWS)) : gnome(tool.output(GNOME));
    } catch (IOException e) {
      // Not such a desktop, or it was never set.
      LOG.debug("The system does not say how large text is to be", e);
      return 1;
    }
  }

  private static double windows(String output) {
    Matcher percent = REGISTRY.matcher(output);
    return percent.find() ? sensible(Integer.parseInt(percent.group(1), 16) / PERCENT) : 1;
  }

  private static double gnome(String output) {
    String factor = output.strip();
    return NUMBER.matcher(factor).matches() ? sensible(Double.parseDouble(factor)) : 1;
  }

  private static double sensible(double factor) {
    return factor > 0 ? Math.clamp(factor, SMALLEST, LARGEST) : 1;
  }

  private static String run(List<String> words) throws IOException {
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (InputStream output = process.getInputStream()) {
      String written = new String(output.readNBytes(10_000), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(words.getFirst() + " did not end within " + SECONDS + " seconds");
      }
      if (process.exitValue() != 0) {
        throw new IOException(words.getFirst() + " ended with " + process.exitValue());
      }
      return written;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + words.getFirst(), e);
    } finally {
      process.destroy();
    }
  }
}
