package chatter.client.system.notification;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A short sound of two notes, the same as the page's. Java's sound is loaded with the first one,
/// on a thread of its own. A computer that makes none stays silent. Safe for any thread.
public final class Chime {
  private static final Logger LOG = LoggerFactory.getLogger(Chime.class);
  private static final float RATE = 44_100;
  private static final double[] PITCHES = {880, 1_318.5};
  private static final double SECOND_AFTER = 0.11;
  private static final double LENGTH = 0.34;
  private static final double ATTACK = 0.01;
  private static final double LOUDNESS = 0.12;
  private static final double QUIETEST = 0.001;

  /// Who asks while one is heard gets no other.
  private final ThreadPoolExecutor player =
      new ThreadPoolExecutor(
          0,
          1,
          1,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(1),
          Thread.ofPlatform().daemon().name("chatter-sound").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  private boolean told;

  /// Makes it, and returns at once.
  public void play() {
    player.execute(this::sound);
  }

  private void sound() {
    AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
    byte[] wave = wave();
    try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
      line.open(format);
      line.start();
      line.write(wave, 0, wave.length);
      line.drain();
    } catch (LineUnavailableException | IllegalArgumentException e) {
      // Java says so of a computer without a device.
      if (!told) {
        told = true;
        LOG.info("This computer makes no sound: {}", e.getMessage());
      }
    }
  }

  /// Two bytes a sample, the lower first.
  static byte[] wave() {
    int samples = (int) ((SECOND_AFTER + LENGTH) * RATE);
    byte[] wave = new byte[2 * samples];
    for (int i = 0; i < samples; i++) {
      double time = i / RATE;
      double level = note(PITCHES[0], time) + note(PITCHES[1], time - SECOND_AFTER);
      int sample = (int) (level * Short.MAX_VALUE);
      wave[2 * i] = (byte) sample;
      wave[2 * i + 1] = (byte) (sample >> 8);
    }
    return wave;
  }

  private static double note(double pitch, double time) {
    if (time < 0 || time > LENGTH) {
      return 0;
    }
    double volume =
        time < ATTACK
            ? LOUDNESS * time / ATTACK
            : LOUDNESS * Math.pow(QUIETEST / LOUDNESS, (time - ATTACK) / (LENGTH - ATTACK));
    return volume * Math.sin(2 * Math.PI * pitch * time);
  }
}
