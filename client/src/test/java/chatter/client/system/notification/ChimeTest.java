package chatter.client.system.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChimeTest {
  private static int sample(byte[] wave, int at) {
    return (short) ((wave[2 * at] & 0xff) | wave[2 * at + 1] << 8);
  }

  @Test
  void beginsAndEndsSoftlyAndIsNeverLoud() {
    byte[] wave = Chime.wave();
    int samples = wave.length / 2;
    assertEquals(0.45, samples / 44_100.0, 0.001);
    assertEquals(0, sample(wave, 0));
    assertTrue(Math.abs(sample(wave, samples - 1)) < 100);
    int loudest = 0;
    for (int i = 0; i < samples; i++) {
      loudest = Math.max(loudest, Math.abs(sample(wave, i)));
    }
    assertTrue(loudest > 3_000 && loudest < 8_000, "loudest " + loudest);
  }
}
