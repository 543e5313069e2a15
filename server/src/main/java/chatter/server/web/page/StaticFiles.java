package chatter.server.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import chatter.shared.crypto.Sha256;
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
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of the browser page, all read at once. A request is looked up in a map and never
/// touches a file system, so there is no path that leads out.
///
/// The index names what it needs below a folder called after the contents of all files, and so do
/// styles and modules, which name others by relative paths: such an address always gives the same
/// bytes, and browsers need not ask again. Whoever still has a page of other contents finds nothing
/// there, rather than one part of each.
public final class StaticFiles {
  private static final String INDEX = "index.html";

  /// What the index names of the files that are served below the folder of this version.
  private static final Pattern NAMED = Pattern.compile("(?<=(?:href|src)=\")(?=(?:css|fonts|js)/)");

  /// By folder of the class path, which does not change: whoever starts several servers in one
  /// program reads and compresses the files once.
  private static final Map<String, StaticFiles> ON_CLASS_PATH = new ConcurrentHashMap<>();

  private static final int VERSION_BYTES = 8;

  private final Map<String, StaticFile> byPath;

  /// What the folder of this version has.
  private final Map<String, StaticFile> lasting;

  /// That folder, with slashes at both ends.
  private final String folder;

  private StaticFiles(
      Map<String, StaticFile> byPath, Map<String, StaticFile> lasting, String folder) {
    this.byPath = Map.copyOf(byPath);
    this.lasting = Map.copyOf(lasting);
    this.folder = folder;
  }

  /// Reads a folder of the class path that has an `index.html`, from a jar or from the disk.
  ///
  /// @param folder without slashes at the ends, e.g. `web`
  public static StaticFiles fromClassPath(String folder) {
    return ON_CLASS_PATH.computeIfAbsent(folder, StaticFiles::readClassPath);
  }

  /// Reads a folder of the disk that has an `index.html`.
  public static StaticFiles fromFolder(Path folder) {
    try {
      return of(fromDisk(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the browser page", e);
    }
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
      return of(
          index.openConnection() instanceof JarURLConnection jar
              ? fromJar(jar, folder + '/')
              : fromDisk(Path.of(new URI(index.toString())).getParent()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the browser page", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot find the browser page", e);
    }
  }

  private static StaticFiles of(Map<String, StaticFile> read) {
    String version = version(read);
    Map<String, StaticFile> lasting = new HashMap<>(read);
    StaticFile plain = lasting.remove('/' + INDEX);
    String named = NAMED.matcher(new String(plain.bytes(), UTF_8)).replaceAll("v/" + version + '/');
    StaticFile indexed = StaticFile.of(INDEX, named.getBytes(UTF_8));
    Map<String, StaticFile> files = new HashMap<>(read);
    files.put('/' + INDEX, indexed);
    files.put("/", indexed);
    return new StaticFiles(files, lasting, "/v/" + version + '/');
  }

  /// The same with one more file, which is not in the folder.
  ///
  /// @param path like `/js/main.js`
  public StaticFiles with(String path, byte[] bytes) {
    Map<String, StaticFile> files = new HashMap<>(byPath);
    files.put(path, StaticFile.of(path, bytes));
    return new StaticFiles(files, lasting, folder);
  }

  /// The file at a path like `/js/main.js`, also below the folder of this version.
  Optional<StaticFile> find(String path) {
    return Optional.ofNullable(
        isLasting(path) ? lasting.get(path.substring(folder.length() - 1)) : byPath.get(path));
  }

  /// Whether a path gives the same bytes for ever.
  boolean isLasting(String path) {
    return path.startsWith(folder);
  }

  private static String version(Map<String, StaticFile> files) {
    StringBuilder all = new StringBuilder();
    new TreeMap<>(files).forEach((path, file) -> all.append(path).append(file.etag()));
    return HexFormat.of().formatHex(Sha256.of(all.toString().getBytes(UTF_8)), 0, VERSION_BYTES);
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
