package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.TestServer;
import chatter.server.faults.Form;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Views of the page that come and go: nothing of them stays behind, however often.
class PageDisposalTest {
  private static final int TIMES = 5;

  private static final int SWITCHES = Form.of(100, 500);
  private static final int ROOMS = 50;

  /// The one on the screen, and one that the engine may look at a little longer.
  private static final int FEW = 2;

  /// Only so that a slow machine has the time.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @RegisterExtension
  final TestServer server = TestServer.standard().whereOthersWere().withPageAsWritten();

  /// Knows from the first script on what is listened to outside of elements, observed and timed.
  private static final String HELD =
      """
      (() => {
        const held = { listeners: [], observers: new Set(), timers: new Set() };
        window.held = held;
        const beyondElements = (target) => !(target instanceof Element);
        const { addEventListener, removeEventListener } = EventTarget.prototype;
        EventTarget.prototype.addEventListener = function (type, listener, options) {
          if (beyondElements(this ?? window)) held.listeners.push({ target: this ?? window, type, listener });
          return addEventListener.call(this ?? window, type, listener, options);
        };
        EventTarget.prototype.removeEventListener = function (type, listener, options) {
          held.listeners = held.listeners.filter((one) => one.target !== (this ?? window) || one.type !== type || one.listener !== listener);
          return removeEventListener.call(this ?? window, type, listener, options);
        };
        window.ResizeObserver = class extends ResizeObserver {
          observe(element) {
            held.observers.add(this);
            super.observe(element);
          }
          disconnect() {
            held.observers.delete(this);
            super.disconnect();
          }
        };
        const { setTimeout, clearTimeout, setInterval, clearInterval } = window;
        window.setTimeout = (run, ms, ...values) => {
          const timer = setTimeout(() => {
            held.timers.delete(timer);
            run(...values);
          }, ms);
          held.timers.add(timer);
          return timer;
        };
        window.setInterval = (...values) => {
          const timer = setInterval(...values);
          held.timers.add(timer);
          return timer;
        };
        for (const [name, clear] of Object.entries({ clearTimeout, clearInterval })) {
          window[name] = (timer) => {
            held.timers.delete(timer);
            clear(timer);
          };
        }
      })();
      """;

  /// The screen of somebody signed in, over a model without a server, in a number of rooms.
  private static final String SIGNED_IN =
      """
      const load = (name) => import(new URL(`js/${name}.js`, document.baseURI));
      const [{ Emitter }, { Chat }, { Drafts }, { Places }, { EmojiRecents }, { Outbox }, { Settings }, { ServerInfo }, { BackStack }, { ChatView }, { FileDrafts }, { KeptRows }, { RowStore }] = await Promise.all(
        ['model/emitter', 'model/chat', 'model/conversation/drafts', 'model/conversation/places', 'model/emoji-recents', 'model/outbox/outbox',
          'model/settings', 'model/server-info', 'model/back-stack', 'view/chat/chat-view', 'model/files/chosen-files', 'model/conversation/kept-rows', 'net/row-store'].map(load));
      const heard = new Set();
      const { on } = Emitter.prototype;
      Emitter.prototype.on = function (...values) {
        const [me, undo] = [{ of: this }, on.apply(this, values)];
        heard.add(me);
        return () => {
          heard.delete(me);
          undo();
        };
      };
      const kept = new Map();
      const store = {
        lasts: true, get: (name) => kept.get(name) ?? null, set: (name, value) => kept.set(name, value),
        remove: (name) => kept.delete(name), names: () => [], watch: () => () => {},
      };
      const tabs = { me: 'tab', before: null, shared: true, whenGone() {} };
      const sender = { id: 2, name: 'Lena', avatarUrl: null };
      const posted = (seq) => ({ type: 'messagePosted', seq, sender, body: `text ${seq} <@1>`, sentAt: '2026-11-23T03:00:00Z', reactions: [{ emoji: '👍', count: 1, mine: true, accounts: [1] }] });
      const messages = Array.from({ length: 60 }, (_, i) => posted(i + 1));
      const page = (what) => async () => ({ [what]: [], next: null });
      const chat = new Chat({
        account: { id: 1, name: 'Ada', avatarUrl: null, email: 'ada@example.org', role: 'owner' },
        keptRows: new KeptRows({ store: new RowStore(1), load: async () => ({ rows: [], upto: 0 }), signedIn: () => true }),
        conversationStore: { get: () => [], set() {}, shown: () => null, setShown() {} },
        outbox: (ports) => new Outbox({ store: { all: () => [], put() {}, remove() {}, watch: () => () => {}, lasts: true }, tabs, newId: () => 'x', ...ports }),
        send: () => true,
        places: new Places({ store, accountId: 1 }),
        recents: new EmojiRecents({ store, accountId: 1 }),
        calls: {
          history: async (_, { limit }) => ({ rows: messages.slice(-limit), older: false, newer: false }), pins: async () => [],
          conversation: async (id) => room(id), shared: async () => ({ items: [] }),
          members: page('members'), people: page('people'), rooms: page('rooms'),
          emojiList: async () => (await fetch('emoji.txt')).text(),
        },
      });
      const [drafts, settings] = [new Drafts({ store, tabs, newId: () => 'd', accountId: 1 }), new Settings(store)];
      const [serverInfo, backStack] = [new ServerInfo({ store, load: async () => ({}) }), new BackStack({ history, target: window })];
      const room = (id) => ({
        id, kind: 'room', title: `Room ${id}`, topic: '', visibility: 'open', archived: false, host: true, lastSeq: 60, readSeq: 60, unread: 0, mentions: 0,
        members: 2, starred: false, level: 'auto', people: null, last: null,
      });
      const files = {
        store: { get: async () => null }, links: { get: async () => null, forget() {} }, uploads: Object.assign(new Emitter(), { sentOf: () => null }),
        drafts: new FileDrafts({ store, tabs, newId: () => 'f', limits: () => chat.limits }),
      };
      const rooms = Array.from({ length: arguments[1] }, (_, i) => room(i + 1));
      chat.handle({ type: 'welcome', epoch: 'e', account: chat.account, conversations: rooms });
      chat.handle({ type: 'live' });
      const none = async () => ({});
      const shared = () => [chat, drafts, files.uploads, files.drafts.of(1), files.drafts.of(2), settings, serverInfo, ...[...chat.conversations.values()].flatMap((one) => [one, one.open])];
      const counts = () => ({
        listeners: held.listeners.length, observers: held.observers.size, timers: held.timers.size,
        subscriptions: [...heard].filter(({ of }) => shared().includes(of)).length, layers: backStack.count,
      });
      const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const open = () => {
        const view = new ChatView({
          tabs: { lead() {}, attention: { set() {}, isElsewhere: () => false, close() {} } },
          chat, drafts, files, settings, serverInfo, backStack, typedAhead: () => '',
          connection: { status: () => ({ phase: 'waiting', retryAt: Date.now() + 5_000 }), tryNow() {} },
          actions: { sessions: async () => [], signOut() {}, admin: { createInvite: none, invites: none } },
        });
        document.body.append(view.element);
        view.enter();
        return view;
      };
      """;

  /// Used a little and disposed, a number of times.
  private static final String COME_AND_GO =
      SIGNED_IN
          + """
          const comeAndGo = async () => {
            const view = open();
            await painted();
            view.roomActions.members();
            await painted();
            const sought = view.element.querySelector('#members-search');
            sought.value = 'le';
            sought.dispatchEvent(new Event('input'));
            view.roomActions.pins();
            await painted();
            await view.roomActions.shared();
            await painted();
            chat.show(chat.current.id === 1 ? 2 : 1);
            await painted();
            view.room.timeline.scroller.scrollTop = 0;
            await painted();
            view.room.composer.insert('x @l');
            view.room.act('menu', chat.current.entries[0], { x: 20, y: 20 });
            await view.room.act('react', chat.current.entries[0], { x: 20, y: 20 });
            await view.openSwitcher();
            await painted();
            await view.roomActions.newRoom();
            const picked = view.element.querySelector('#new-room-people');
            picked.value = 'le';
            picked.dispatchEvent(new Event('input'));
            view.toast.show('done');
            chat.disconnected();
            view.render();
            view.drawer.open();
            view.openKeys();
            const used = counts();
            view.dispose();
            view.element.remove();
            chat.handle({ type: 'live' });
            chat.typingNotifier.sent();
            drafts.flush();
            chat.keep();
            return used;
          };
          // Opens both rooms once: those stay open in the model, and are no view.
          await comeAndGo();
          const before = JSON.stringify(counts());
          let used = null;
          for (let i = 0; i < arguments[0]; i += 1) used = await comeAndGo();
          const after = JSON.stringify(counts());
          chat.close();
          return [before, after, Object.entries(used).filter(([, number]) => number === 0).map(([name]) => name).join()];
          """;

  /// From room to room, a number of times after each was shown once; then what is held, before and
  /// after, and how many of the rooms' elements are still there once all is collected.
  private static final String SWITCH =
      SIGNED_IN
          + """
          const view = open();
          const elements = [];
          const pass = async (times) => {
            for (let i = 0; i < times; i += 1) {
              chat.show((i % rooms.length) + 1);
              elements.push(new WeakRef(view.room.element));
              if (i % 10 === 0) await painted();
            }
            await new Promise((done) => setTimeout(done, 1_500));
          };
          await pass(rooms.length);
          const before = { ...counts(), all: document.querySelectorAll('*').length, open: 8 };
          await pass(arguments[0]);
          const now = () => ({ ...counts(), all: document.querySelectorAll('*').length, open: [...chat.conversations.values()].filter((one) => one.open).length });
          window.more = () => Object.entries(now()).filter(([name, number]) => number > before[name]).map(([name, number]) => `${name}: ${number} for ${before[name]}`).join();
          window.left = () => elements.filter((one) => one.deref()).length;
          """;

  @Test
  void manySwitchesOverFiftyRoomsLeaveNothing() {
    try (Browser browser = Browser.open(server.port())) {
      browser.onEveryDocument(HELD);
      browser.visit();
      browser.element("login");
      browser.driver().manage().timeouts().scriptTimeout(PATIENCE);
      browser.script(SWITCH, SWITCHES, ROOMS);
      browser.until("nothing more to be held", () -> browser.script("return more()").equals(""));
      browser.until(
          "the rooms that were left to be gone",
          () -> {
            browser.cdp("HeapProfiler.collectGarbage", Map.of());
            return ((Number) browser.script("return left()")).intValue() <= FEW;
          });
    }
  }

  @Test
  void aScreenThatWasClosedLeavesNoListenerObserverOrTimer() {
    try (Browser browser = Browser.open(server.port())) {
      browser.onEveryDocument(HELD);
      browser.visit();
      browser.element("login");
      browser.until(
          "the timers of the start to end",
          () -> browser.script("return held.timers.size").equals(0L));
      browser.driver().manage().timeouts().scriptTimeout(PATIENCE);
      List<?> found = (List<?>) browser.script(COME_AND_GO, TIMES, 2);
      assertEquals("", found.get(2), "what the screen in use did not hold at all");
      assertEquals(found.get(0), found.get(1));
      assertEquals(
          "{\"observers\":0,\"timers\":0,\"layers\":0}",
          browser.script(
              "const { observers, timers, layers } = JSON.parse(arguments[0]);"
                  + "return JSON.stringify({ observers, timers, layers });",
              found.get(1)));
    }
  }
}
