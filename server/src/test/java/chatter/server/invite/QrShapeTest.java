package chatter.server.invite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.api.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrShapeTest {
  private static final String LINK =
      "https://192.168.1.20:8080/#join=K7QM2X9P&key=kDrlFeKYtMTiRJ0sgRDVMRlx8BP5bLYAAAAAAAAAAAA"
          + "&at=192.168.1.20:8080&at=10.8.0.3:8080";
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

  @Test
  void drawsExactlyTheDarkModulesInsideAQuietZone() {
    io.nayuki.qrcodegen.QrCode code = io.nayuki.qrcodegen.QrCode.encodeText(LINK, Ecc.LOW);
    QrCode drawn = QrShape.of(LINK);
    assertEquals(code.size + 8, drawn.size());
    assertEquals("", RUN.matcher(drawn.path()).replaceAll(""));
    boolean[][] dark = new boolean[drawn.size()][drawn.size()];
    for (MatchResult run : RUN.matcher(drawn.path()).results().toList()) {
      int length = Integer.parseInt(run.group(3));
      assertEquals(length, Integer.parseInt(run.group(4)));
      for (int i = 0; i < length; i++) {
        dark[Integer.parseInt(run.group(2))][Integer.parseInt(run.group(1)) + i] = true;
      }
    }
    for (int y = 0; y < drawn.size(); y++) {
      for (int x = 0; x < drawn.size(); x++) {
        // Outside of the code itself getModule is false, as in the quiet zone.
        assertEquals(code.getModule(x - 4, y - 4), dark[y][x], x + ", " + y);
      }
    }
  }

  @Test
  void aLinkFitsIntoACodeThatATelephoneReads() {
    assertTrue(QrShape.of(LINK).size() <= 57 + 8, "larger than version 10");
  }
}
