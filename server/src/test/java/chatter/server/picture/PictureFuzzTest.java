package chatter.server.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/// Whatever is uploaded as a picture, it is stored as a square of this program's own or refused.
/// Without `JAZZER_FUZZ=1` in the environment this only runs the inputs that stand under its name
/// in the test resources.
@Tag("fuzz")
final class PictureFuzzTest {
  @FuzzTest(maxDuration = "150s")
  void uploadsAreSquaredOrRefused(byte[] upload) {
    try {
      Picture picture = Picture.fromUpload(upload);
      assertEquals(
          picture.mediaType(),
          PictureType.of(ByteBuffer.wrap(picture.bytes()))
              .map(type -> "image/" + type.name().toLowerCase(Locale.ROOT))
              .orElseThrow());
      assertEquals(64, picture.hash().length());
    } catch (PictureRefusedException declared) {
      assertNotNull(declared.reason());
    }
  }

  /// Far faster than decoding, and so in reach of far more inputs.
  @FuzzTest(maxDuration = "150s")
  void headersAreUnderstoodOrUpright(byte[] upload) {
    Optional<PictureType> type = PictureType.of(ByteBuffer.wrap(upload));
    assertTrue(type.isEmpty() || upload.length >= 3);
    for (PictureType each : PictureType.values()) {
      if (upload.length >= 2) {
        assertNotNull(Orientation.of(each, ByteBuffer.wrap(upload)));
      }
    }
  }
}
