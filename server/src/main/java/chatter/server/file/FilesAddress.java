package chatter.server.file;

import chatter.server.file.s3.S3Address;
import java.nio.file.Path;

/// Where what people send is to be, if not in the data folder. One of the two is null.
///
/// @param folder as of a disk that several computers share
/// @param bucket by the S3 API
public record FilesAddress(Path folder, S3Address bucket) {
  public FilesAddress {
    if ((folder == null) == (bucket == null)) {
      throw new IllegalArgumentException("files are in a folder or in a bucket");
    }
  }

  /// A folder.
  public static FilesAddress folder(Path folder) {
    return new FilesAddress(folder, null);
  }

  /// A bucket.
  public static FilesAddress bucket(S3Address bucket) {
    return new FilesAddress(null, bucket);
  }
}
