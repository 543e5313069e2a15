package chatter.client.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the systems' programs say of how large text is to be.
class TextScaleTest {
  @ParameterizedTest
  @CsvSource({"1.25,1.25", "1.0,1", "2,2", "0.1,0.75", "9.5,3", "0,1", "nonsense,1", "'',1"})
  void gnomeSaysAFactor(String output, double factor) {
    assertEquals(
        factor,
        new TextScale(
                "Linux",
                words -> {
                  assertEquals("gsettings", words.getFirst());
                  return output + "\n";
                })
            .read());
  }

  @ParameterizedTest
  @CsvSource({"0x64,1", "0x96,1.5", "0xe1,2.25", "0xffff,3", "0x0,1"})
  void windowsSaysPercentInItsRegistry(String number, double factor) {
    assertEquals(
        factor,
        new TextScale(
                "Windows 11",
                words -> {
                  assertEquals("reg", words.getFirst());
                  return """

                  HKEY_CURRENT_USER\\Software\\Microsoft\\Accessibility
                      TextScaleFactor    REG_DWORD    %s

                  """
                      .formatted(number);
                })
            .read());
  }

  @Test
  void whereNobodySaysItIsAsUsual() {
    assertEquals(
        1,
        new TextScale(
                "Linux",
                words -> {
                  throw new IOException("no such program");
                })
            .read());
  }
}
