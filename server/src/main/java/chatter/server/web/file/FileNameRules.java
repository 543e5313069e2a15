package chatter.server.web.file;

/// What a file may be called.
final class FileNameRules {
  private FileNameRules() {}

  static void check(String name) {}
}
