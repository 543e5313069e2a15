package chatter.server.page;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/// A person at a real Chromium with a profile of its own. Elements are named by their
/// `data-testid`.
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int POLL_MILLIS = 25;
  private static final List<String> DRIVERS =
      List.of("/usr/bin/chromedriver", "/usr/local/bin/chromedriver");
  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private final ChromeDriver driver;
  private final String address;

  private Browser(ChromeDriver driver, String address) {
    this.driver = driver;
    this.address = address;
  }

  /// Opens the page of a server on this machine, 1180 by 760. Skips the test, loudly, where there
  /// is no Chromium; in CI it fails instead.
  public static Browser open(int port) {
    Path driver = find(DRIVERS, "ChromeDriver", "webdriver.chrome.driver");
    Path binary = find(BROWSERS, "Chromium", "chatter.chromium");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(binary.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--lang=en-GB");
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build();
    ChromeDriver chrome = new ChromeDriver(service, options);
    Browser browser = new Browser(chrome, "http://127.0.0.1:" + port + "/");
    browser.resize(1180, 760);
    browser.visit();
    return browser;
  }

  /// Opens the page anew, as by typing its address.
  public void visit() {
    driver.get(address);
  }

  /// Reloads the page.
  public void reload() {
    driver.navigate().refresh();
  }

  /// Sets the size of the page itself, without the window's frame.
  public void resize(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    Object inner = script("return [innerWidth, innerHeight]");
    List<?> size = (List<?>) inner;
    driver
        .manage()
        .window()
        .setSize(
            new Dimension(
                2 * width - ((Number) size.get(0)).intValue(),
                2 * height - ((Number) size.get(1)).intValue()));
  }

  /// Creates an account and waits for the chat.
  public void signUp(String name, String email, String password) {
    click("login-switch");
    type("register-name", name);
    type("register-email", email);
    type("register-password", password);
    click("register-submit");
    element("composer");
  }

  /// Signs in and waits for the chat.
  public void signIn(String email, String password) {
    type("login-email", email);
    type("login-password", password);
    click("login-submit");
    element("composer");
  }

  /// Writes a message and presses Enter.
  public void say(String text) {
    type("composer", text);
    element("composer").sendKeys(Keys.ENTER);
  }

  /// Waits until the element is there and visible.
  public WebElement element(String testId) {
    return awaits(
        "an element " + testId,
        () ->
            driver.findElements(id(testId)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
  }

  /// Whether the element is there and visible now.
  public boolean shows(String testId) {
    return driver.findElements(id(testId)).stream().anyMatch(WebElement::isDisplayed);
  }

  /// Clicks it, waiting for it first.
  public void click(String testId) {
    awaits(
        "a click on " + testId,
        () -> {
          element(testId).click();
          return true;
        });
  }

  /// Replaces what is in a field.
  public void type(String testId, String text) {
    WebElement field = element(testId);
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    field.sendKeys(text);
  }

  /// All message rows, as text, the oldest first.
  public List<WebElement> rows() {
    return driver.findElements(id("message"));
  }

  /// Waits for a message whose text contains that.
  public WebElement row(String text) {
    return awaits(
        "a message with " + text,
        () -> rows().stream().filter(row -> row.getText().contains(text)).findFirst().orElse(null));
  }

  /// Waits until a message with that text is in that state: `pending`, `sent` or `failed`.
  public WebElement row(String text, String state) {
    return awaits(
        "a message with " + text + " that is " + state,
        () ->
            rows().stream()
                .filter(row -> row.getText().contains(text))
                .filter(row -> state.equals(row.getDomAttribute("data-state")))
                .findFirst()
                .orElse(null));
  }

  /// Runs a script in the page.
  public Object script(String script, Object... arguments) {
    return ((JavascriptExecutor) driver).executeScript(script, arguments);
  }

  /// Waits until something is so.
  public void until(String what, BooleanSupplier condition) {
    awaits(what, () -> condition.getAsBoolean() ? true : null);
  }

  /// Errors and warnings in the console, among them everything the Content-Security-Policy blocked.
  public List<String> complaints() {
    return driver.manage().logs().get("browser").getAll().stream().map(Object::toString).toList();
  }

  /// What the page looks like.
  public void screenshot(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, ((TakesScreenshot) driver).getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The driver itself, for what is not here.
  public WebDriver driver() {
    return driver;
  }

  @Override
  public void close() {
    driver.quit();
  }

  private <T> T awaits(String what, Supplier<T> look) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    WebDriverException last = null;
    while (System.nanoTime() < deadline) {
      try {
        T found = look.get();
        if (found != null) {
          return found;
        }
      } catch (WebDriverException e) {
        // The page changed under the look: look again.
        last = e;
      }
      pause();
    }
    AssertionError error =
        new AssertionError(
            "waited in vain for "
                + what
                + "; the page says: "
                + script("return document.body.innerText"));
    if (last != null) {
      error.addSuppressed(last);
    }
    throw error;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static By id(String testId) {
    return By.cssSelector("[data-testid='" + testId + "']");
  }

  private static Path find(List<String> places, String what, String property) {
    String set = System.getProperty(property);
    if (set != null) {
      return Path.of(set);
    }
    for (String place : places) {
      if (Files.isExecutable(Path.of(place))) {
        return Path.of(place);
      }
    }
    String reason = what + " is not installed (looked at " + String.join(", ", places) + ")";
    if ("true".equals(System.getenv("CI"))) {
      fail(reason + ", and CI must run these tests");
    }
    System.err.println("SKIPPED: the page's tests, because " + reason);
    Assumptions.abort(reason);
    throw new IllegalStateException(reason);
  }
}
