package chatter.client.chat.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class GifFramesTest {
  private static final String HEAD = "474946383961" + "01000100" + "000000";
  private static final String FRAME = "2c" + "0000000001000100" + "00" + "02" + "024401" + "00";

  private static int count(String hex) {
    return GifFrames.count(HexFormat.of().parseHex(hex));
  }

  @Test
  void eachPictureCountsAndWhatIsCutOffAsFarAsItGoes() {
    assertEquals(0, count(""));
    assertEquals(0, count(HEAD + "3b"));
    assertEquals(2, count(HEAD + FRAME + FRAME + "3b"));
    assertEquals(2, count(HEAD + FRAME + FRAME.substring(0, 24)));
    String netscape = "21ff0b" + "4e45545343415045322e30" + "03010000" + "00";
    assertEquals(1, count(HEAD + netscape + FRAME + "3b"));
  }

  /// The decoder reads the blocks behind an empty name as those of the extension.
  @Test
  void whatIsHiddenBehindAnApplicationWithoutANameCountsToo() {
    String hiding = "21ff00" + "02" + "3b3b" + "00";
    assertEquals(3, count(HEAD + FRAME + hiding + FRAME + FRAME + "3b"));
  }
}
