package chatter.server.benchmark.page;

/// What the benchmark does inside the page: counts rows, watches frames and the row under the
/// reader's eye.
final class Eye {
  /// Notes the moment when the first rows have been painted, in milliseconds since the navigation
  /// began, as `window.paintedAt`.
  static final String PAINTED =
      """
      new MutationObserver((changes, observer) => {
        if (!document.querySelector('[data-testid=message]')) return;
        observer.disconnect();
        // The frame that shows them has been drawn when the next task runs.
        requestAnimationFrame(() => setTimeout(() => { window.paintedAt = performance.now(); }));
      }).observe(document, { childList: true, subtree: true });
      """;

  /// Begins to watch: the most rows after each change of the document, each pause between two
  /// frames, and how far the row under the eye strayed from where it was left.
  static final String WATCH =
      """
      (() => {
        const scroller = document.querySelector('[data-testid=scroller]');
        const rows = scroller.getElementsByClassName('row');
        const place = (row) => row.querySelector('.bubble').getBoundingClientRect().bottom;
        const eye = window.eye = { mostRows: 0, pauses: [], shift: 0, steps: 0, pages: 0, waited: 0 };
        const observer = new MutationObserver(() => { eye.mostRows = Math.max(eye.mostRows, rows.length); });
        observer.observe(document, { childList: true, subtree: true });
        let row = null;
        let left = 0;
        let last = performance.now();
        let oldest = rows[0]?.dataset.seq;
        const look = (now) => {
          if (eye.done) return observer.disconnect();
          eye.pauses.push(now - last);
          last = now;
          if (row?.isConnected) eye.shift = Math.max(eye.shift, Math.abs(place(row) - left));
          if (rows[0]?.dataset.seq !== oldest) {
            oldest = rows[0]?.dataset.seq;
            eye.pages += 1;
          }
          if (eye.steps > 0) {
            if (scroller.scrollTop === 0) eye.waited += 1;
            scroller.scrollTop -= eye.steps;
          }
          if (eye.scrolledUp) {
            const top = scroller.getBoundingClientRect().top;
            const beyond = (one) => one.getBoundingClientRect().bottom > top + 80;
            if (eye.steps > 0 || !row?.isConnected) row = [...rows].find(beyond);
            left = place(row);
          }
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      })()
      """;

  /// Goes up some screens from the end, as a reader who looks at what was before.
  static final String GO_UP =
      """
      new Promise((done) => {
        const scroller = document.querySelector('[data-testid=scroller]');
        scroller.scrollTop -= 3 * scroller.clientHeight;
        setTimeout(done, 500);
      })
      """;

  /// From now on the row under the eye is watched.
  static final String WATCH_PLACE = "eye.scrolledUp = true";

  /// Scrolls up a piece in each frame until that many pages came.
  static final String SCROLL_UP =
      """
      new Promise((done) => {
        eye.scrolledUp = true;
        eye.steps = 120;
        const look = setInterval(() => {
          if (eye.pages < %d) return;
          clearInterval(look);
          eye.steps = 0;
          done(eye.pages);
        }, 20);
      })
      """;

  /// Ends the watch and tells what was seen.
  static final String SEEN = "eye.done = true, JSON.stringify(eye)";

  /// What the list shows: its first and last seq, whether each follows the one before, and how far
  /// the view is from the end.
  static final String LIST =
      """
      (() => {
        const scroller = document.querySelector('[data-testid=scroller]');
        const seqs = [...scroller.getElementsByClassName('row')].map((row) => Number(row.dataset.seq));
        return JSON.stringify({
          first: seqs[0], last: seqs.at(-1), rows: seqs.length,
          whole: seqs.every((seq, i) => i === 0 || seq === seqs[i - 1] + 1),
          fromEnd: scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop,
        });
      })()
      """;

  /// How many conversations the list has.
  static final String CONVERSATIONS = "document.querySelectorAll('[data-testid=room]').length";

  /// Where the list of conversations is, and that of emoji.
  static final String CONVERSATION_LIST = ".sidebar-lists";

  static final String EMOJI_LIST = ".emoji-grid";

  /// Scrolls a list by a piece in each frame, to its end and back, that often from one end to the
  /// other. Tells each pause between two frames, in milliseconds.
  static final String SCROLL_LIST =
      """
      new Promise((done) => {
        const list = document.querySelector('%s');
        list.scrollTop = 0;
        const pauses = [];
        let ways = %d;
        let step = 120;
        let last = null;
        const look = (now) => {
          if (last !== null) pauses.push(now - last);
          last = now;
          const room = list.scrollHeight - list.clientHeight;
          if (step > 0 ? list.scrollTop >= room - 1 : list.scrollTop <= 0) {
            ways -= 1;
            step = -step;
          }
          if (ways === 0) return done(pauses);
          list.scrollTop += step;
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      })
      """;

  /// Opens the picker of emoji. Tells after how many milliseconds those in view were painted.
  static final String OPEN_EMOJI =
      """
      new Promise((done) => {
        const begun = performance.now();
        const inView = () => document.querySelectorAll('.emoji-cell').length >= 40;
        const look = () => (inView() ? setTimeout(() => done(performance.now() - begun)) : requestAnimationFrame(look));
        document.querySelector('[data-testid=emoji]').click();
        requestAnimationFrame(look);
      })
      """;

  /// Clicks on a conversation, by its number, and waits until a message is drawn that ends as its
  /// messages do. Tells in milliseconds when that was and how long the server took to answer with a
  /// page of history, 0 if it was not asked.
  static final String OPEN_ROOM =
      """
      new Promise((done) => {
        const id = %d;
        const words = '%s';
        const button = document.querySelector(`[data-testid=room][data-id="${id}"]`);
        button.scrollIntoView({ block: 'nearest' });
        const isThere = () => [...document.querySelectorAll('[data-testid=message] .body')].at(-1)?.textContent.endsWith(words);
        const answer = () =>
          performance.getEntriesByType('resource').find(({ name }) => name.includes(`/conversations/${id}/messages`))?.duration ?? 0;
        const tell = (begun) => done(JSON.stringify({ painted: performance.now() - begun, answer: answer() }));
        const click = () => {
          performance.clearResourceTimings();
          const begun = performance.now();
          const observer = new MutationObserver(() => {
            if (!isThere()) return;
            observer.disconnect();
            // The frame that shows them has been drawn when the next task runs.
            requestAnimationFrame(() => setTimeout(() => tell(begun)));
          });
          observer.observe(document, { childList: true, subtree: true });
          button.click();
        };
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(click)));
      })
      """;

  /// Opens the switcher by its keys. Tells after how many milliseconds its rows were painted.
  static final String OPEN_SWITCHER =
      """
      new Promise((done) => {
        const press = () => {
          const begun = performance.now();
          const isThere = () => document.querySelector('.switcher-row')?.checkVisibility() ?? false;
          const look = () => (isThere() ? setTimeout(() => done(performance.now() - begun)) : requestAnimationFrame(look));
          document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true }));
          requestAnimationFrame(look);
        };
        // Not in the middle of a frame.
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(press)));
      })
      """;

  /// Types into the switcher, letter by letter, at a pace at which the server is asked and answers
  /// between two of them, and empties it. Tells after how many milliseconds what goes by each
  /// letter was painted.
  static final String TYPE_INTO_SWITCHER =
      """
      (async () => {
        const field = document.querySelector('.switcher-field');
        const pause = (millis) => new Promise((over) => setTimeout(over, millis));
        const write = (text) => {
          field.value = text;
          field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        };
        const times = [];
        let text = '';
        for (const letter of '%s') {
          text += letter;
          const begun = performance.now();
          write(text);
          await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
          times.push(performance.now() - begun);
          await pause(230);
        }
        write('');
        await pause(100);
        return times;
      })()
      """;

  /// Takes away what covers the page.
  static final String CLOSE_DIALOG = "document.querySelector('dialog[open]').close()";

  private Eye() {}
}
