package chatter.server.page;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/// A window with the page in it, and a count of what went over its websockets.
final class WatchedPage {
  private static final long LIVE_SECONDS = 60;
  private static final Duration POLL = Duration.ofMillis(20);

  /// Counts survive reloads of the window. A send is unknown when its connection went before its
  /// answer came.
  private static final String TALLY =
      """
      (() => {
        const kept = sessionStorage.getItem('tally');
        const tally = kept ? JSON.parse(kept) : { lost: 0, unknown: 0, duplicates: 0 };
        Object.assign(tally, { live: false, liveAt: 0 });
        window.tally = tally;
        let current = null;
        window.WebSocket = class extends WebSocket {
          #unanswered = new Set();
          #wasLive = false;
          #over = false;
          constructor(...rest) {
            super(...rest);
            current = this;
            this.addEventListener('message', ({ data }) => data.split('\\n').forEach((line) => this.#heard(JSON.parse(line))));
            this.addEventListener('close', () => this.#end());
            addEventListener('pagehide', () => this.#end());
          }
          send(text) {
            const { type, commandId } = JSON.parse(text);
            if (type === 'sendMessage') this.#unanswered.add(commandId);
            super.send(text);
          }
          close(...rest) {
            this.#end();
            super.close(...rest);
          }
          #heard({ type, commandId, duplicate }) {
            if (type === 'live') {
              this.#wasLive = true;
              Object.assign(tally, { live: true, liveAt: Date.now() });
            }
            if (type === 'ack' || type === 'messagePosted') this.#unanswered.delete(commandId);
            if (type === 'ack' && duplicate) tally.duplicates += 1;
          }
          #end() {
            if (this.#over) return;
            this.#over = true;
            if (current === this) tally.live = false;
            if (this.#wasLive) tally.lost += 1;
            tally.unknown += this.#unanswered.size;
            sessionStorage.setItem('tally', JSON.stringify(tally));
          }
        };
      })();
      """;

  private final Browser browser;
  private final String window;

  private WatchedPage(Browser browser, String window) {
    this.browser = browser;
    this.window = window;
    browser.onEveryDocument(TALLY);
    browser.visit();
  }

  /// Loads the page anew in the window of a browser.
  static WatchedPage in(Browser browser) {
    return new WatchedPage(browser, browser.driver().getWindowHandle());
  }

  /// The page in one more window of that browser, signed in as the same account.
  static WatchedPage inAnotherWindow(Browser browser) {
    return new WatchedPage(browser, browser.openWindow());
  }

  /// The browser with this window in front.
  Browser front() {
    browser.front(window);
    return browser;
  }

  /// Writes a message in the empty field and presses Enter.
  void say(String text) {
    front().driver().findElement(By.id("composer")).sendKeys(text + Keys.ENTER);
  }

  /// Closes the window, as a person does.
  void close(WatchedPage next) {
    front().closeWindow(next.window);
  }

  /// Tells the page that the network is back, as the system does.
  void networkIsBack() {
    front().script("dispatchEvent(new Event('online'))");
  }

  boolean isLive() {
    return (Boolean) front().script("return window.tally.live");
  }

  void awaitLive() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIVE_SECONDS);
    while (!isLive()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not live: " + front().script("return document.body.innerText"));
      }
      BehindABadNetwork.pause(POLL);
    }
  }

  /// Waits until it went live once more.
  ///
  /// @param before when it did last
  /// @return when it did
  long awaitLiveAfter(long before) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIVE_SECONDS);
    while (liveAtMillis() == before) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not live again: " + browser.script("return document.body.innerText"));
      }
      BehindABadNetwork.pause(POLL);
    }
    return liveAtMillis();
  }

  /// When it went live last, in milliseconds of this computer's clock.
  long liveAtMillis() {
    return ((Number) front().script("return window.tally.liveAt")).longValue();
  }

  /// How many live connections were lost, sends ended unknown, or resends were answered duplicate.
  int count(String what) {
    return ((Number) front().script("return window.tally[arguments[0]]", what)).intValue();
  }

  /// The messages in a state, the oldest first.
  @SuppressWarnings("unchecked")
  List<String> bodies(String state) {
    return (List<String>)
        front()
            .script(
                """
                const rows = document.querySelectorAll(
                  `[data-testid=message][data-state=${arguments[0]}] .body`);
                return [...rows].map((body) => body.textContent);
                """,
                state);
  }

  void awaitNothingWaits() {
    awaitLive();
    front().until("nothing to wait", () -> bodies("pending").isEmpty());
  }

  /// Waits until the message with that number is shown.
  void awaitShown(long seq) {
    front()
        .until(
            "message " + seq,
            () ->
                (Boolean)
                    browser.script(
                        """
                        const rows = document.querySelectorAll('[data-testid=message][data-seq]');
                        return [...rows].some((row) => Number(row.dataset.seq) >= arguments[0]);
                        """,
                        seq));
  }

  /// Everything from the first message on, as `seq text`, scrolling up until it is there.
  @SuppressWarnings("unchecked")
  List<String> everything() {
    front()
        .until(
            "the first message",
            () -> {
              browser.script(
                  "document.querySelector('[data-testid=scroller]').scrollTop = 0;"
                      + "document.querySelector('[data-testid=scroller]')"
                      + ".dispatchEvent(new Event('scroll'))");
              return browser.shows("timeline-start");
            });
    return (List<String>)
        browser.script(
            """
            return [...document.querySelectorAll('[data-testid=message]')].map(
              (row) => `${row.dataset.seq} ${row.querySelector('.body').textContent}`);
            """);
  }

  /// What stands in the field.
  String draft() {
    return front().element("composer").getDomProperty("value");
  }
}
