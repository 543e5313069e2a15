package chatter.server.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// The files of the browser page, all read at start. A request is looked up in a map and never
/// touches a file system, so there is no path that leads out.
public final class StaticFiles {
  private static final String INDEX = "index.html";

  /// By folder of the class path, which does not change: whoever starts several servers in one
  /// program reads and compresses the files once.
  private static final Map<String, StaticFiles> ON_CLASS_PATH = new ConcurrentHashMap<>();

  private final Map<String, StaticFile> byPath;

  private StaticFiles(Map<String, StaticFile> byPath) {
    this.byPath = Map.copyOf(byPath);
  }

  /// Reads a folder of the class path that has an `index.html`, from a jar or from the disk.
  ///
  /// @param folder without slashes at the ends, e.g. `web`
  public static StaticFiles fromClassPath(String folder) {
    return ON_CLASS_PATH.computeIfAbsent(folder, StaticFiles::readClassPath);
  }

  private static StaticFiles readClassPath(String folder) {
    URL index = StaticFiles.class.getClassLoader().getResource(folder + '/' + INDEX);
    if (index == null) {
      throw new IllegalStateException(folder + '/' + INDEX + " is not in the program");
    }
    return from(index, folder);
  }

  /// Reads the folder in which that index stands.
  static StaticFiles from(URL index, String folder) {
    try {
      Map<String, StaticFile> files =
          index.openConnection() instanceof JarURLConnection jar
              ? fromJar(jar, folder + '/')
              : fromDisk(Path.of(new URI(index.toString())).getParent());
      files.put("/", files.get('/' + INDEX));
      return new StaticFiles(files);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the browser page", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot find the browser page", e);
    }
  }

  /// The same with one more file, which is not in the folder.
  ///
  /// @param path like `/js/main.js`
  public StaticFiles with(String path, byte[] bytes) {
    Map<String, StaticFile> files = new HashMap<>(byPath);
    files.put(path, StaticFile.of(path, bytes));
    return new StaticFiles(files);
  }

  /// The file at a path like `/js/main.js`.
  Optional<StaticFile> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  private static Map<String, StaticFile> fromJar(JarURLConnection connection, String prefix)
      throws IOException {
    Map<String, StaticFile> files = new HashMap<>();
    // A jar that Java caches is shared with all other readers and must stay open.
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
          String path = entry.getName().substring(prefix.length() - 1);
          try (InputStream in = jar.getInputStream(entry)) {
            files.put(path, StaticFile.of(path, in.readAllBytes()));
          }
        }
      }
    }
    return files;
  }

  private static Map<String, StaticFile> fromDisk(Path root) throws IOException {
    Map<String, StaticFile> files = new HashMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        String path = '/' + root.relativize(file).toString().replace('\\', '/');
        files.put(path, StaticFile.of(path, Files.readAllBytes(file)));
      }
    }
    return files;
  }
}
