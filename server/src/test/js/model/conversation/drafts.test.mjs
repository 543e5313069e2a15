import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Drafts } from '../../../../main/resources/web/js/model/conversation/drafts.js';
import { Outbox } from '../../../../main/resources/web/js/model/outbox/outbox.js';
import { createTabs } from '../../../../main/resources/web/js/net/tabs.js';
import { PinnedClock, SharedStore } from '../../support.mjs';

/** One browser: its storage, and which of its tabs live. */
class Browser {
  clock = new PinnedClock();
  kept = new Map();
  full = false;
  lasts = true;
  #living = new Set();
  #waiting = [];
  #ids = 0;
  reads = 0;
  /** What the tabs do that look at the storage. */
  watching = new Set();

  open(me, { before = null, accountId = 1 } = {}) {
    this.#living.add(me);
    const tabs = {
      me, before,
      whenGoneSoon: (tab, run) => (this.#living.has(tab) ? this.#waiting.push({ tab, run }) : run()),
      ifGone: (tab, run) => !this.#living.has(tab) && run(),
    };
    const drafts = new Drafts({ store: this, tabs, accountId, clock: this.clock, newId: () => `id-${(this.#ids += 1)}` });
    drafts.adopt();
    return drafts;
  }

  /** The tab is closed, crashed, or loaded anew. */
  end(me) {
    this.#living.delete(me);
    for (const { tab, run } of this.#waiting.splice(0)) if (tab === me) run();
  }

  get = (name) => {
    this.reads += 1;
    return structuredClone(this.kept.get(name) ?? null);
  };
  watch = (changed) => {
    this.watching.add(changed);
    return () => this.watching.delete(changed);
  };
  remove = (name) => this.kept.delete(name);
  names = (start) => [...this.kept.keys()].filter((name) => name.startsWith(start));
  set = (name, value) => {
    if (this.full) throw new Error('QuotaExceededError');
    this.kept.set(name, structuredClone(value));
  };
}

const words = (text, replyTo = null) => ({ text, replyTo });

describe('drafts', () => {
  let browser;
  let drafts;

  beforeEach(() => {
    browser = new Browser();
    drafts = browser.open('a');
  });

  it('are read once, until another tab changes what is stored', () => {
    browser.kept.set('draft.1.a.7', words('kept'));
    browser.reads = 0;
    for (let i = 0; i < 3; i += 1) assert.deepEqual([drafts.get(7).text, drafts.get(8).text], ['kept', '']);
    assert.equal(browser.reads, 2);
    drafts.put(8, words('new'));
    drafts.flush();
    assert.deepEqual([drafts.get(8).text, browser.reads], ['new', 2]);

    browser.kept.set('draft.1.a.7', words('other'));
    for (const changed of browser.watching) changed('draft.1.a.7');
    assert.deepEqual([drafts.get(7).text, drafts.get(8).text], ['other', 'new']);
    browser.kept.clear();
    for (const changed of browser.watching) changed('');
    assert.deepEqual([drafts.get(7).text, drafts.get(8).text], ['', '']);
    drafts.close();
    assert.equal(browser.watching.size, 0);
  });

  it('are saved after a short pause, and at least every second', () => {
    drafts.put(1, words('a'));
    browser.clock.pass(299);
    assert.equal(browser.kept.size, 0);
    browser.clock.pass(1);
    assert.equal(browser.kept.get('draft.1.a.1').text, 'a');
    for (let i = 0; i < 6; i += 1) {
      drafts.put(1, words('x'.repeat(i + 1)));
      browser.clock.pass(200);
    }
    assert.equal(browser.kept.get('draft.1.a.1').text.length, 5);
  });

  it('are known at once, saved or not, with what they reply to, each account its own', () => {
    drafts.put(1, words('a', { seq: 4 }));
    assert.equal(drafts.get(1).text, 'a');
    drafts.flush();
    browser.end('a');
    const anew = browser.open('b', { before: 'a' });
    assert.deepEqual([anew.get(1).text, anew.get(1).replyTo], ['a', { seq: 4 }]);
    assert.equal(browser.open('c', { accountId: 2 }).get(1).text, '');
  });

  it('are gone at once when the field is emptied, lest what was sent comes back as a draft', () => {
    drafts.put(1, words('a'));
    drafts.flush();
    drafts.put(1, words(''));
    assert.equal(browser.kept.size, 0);
    drafts.close();
    assert.equal(browser.clock.waiting, 0);
  });

  it('are nothing when they are damaged', () => {
    for (const damaged of [7, {}, { text: 5 }, [], 'x']) {
      browser.kept.set('draft.1.a.1', damaged);
      assert.deepEqual(drafts.get(1), { ...words(''), picks: [], edit: null });
    }
  });

  it('of two tabs never touch each other, whatever either does', () => {
    const other = browser.open('b');
    drafts.put(1, words('of the first'));
    other.put(1, words('of the second'));
    drafts.flush();
    other.flush();
    other.put(1, words(''));
    assert.equal(drafts.get(1).text, 'of the first');
    browser.end('a');
    assert.equal(browser.open('a2', { before: 'a' }).get(1).text, 'of the first');
  });

  it('stay with the tab that lives when it is duplicated, and the duplicate begins empty', () => {
    drafts.put(1, words('only once'));
    drafts.flush();
    const twin = browser.open('twin', { before: 'a' });
    assert.equal(twin.get(1).text, '');
    twin.put(1, words('its own'));
    twin.flush();
    assert.equal(drafts.get(1).text, 'only once');
    assert.equal(browser.kept.get('draft.1.a.1').text, 'only once');
  });

  it('of a tab that is gone go to one new tab, and only to one', () => {
    drafts.put(1, words('left behind'));
    drafts.flush();
    const beside = browser.open('beside');
    assert.equal(beside.get(1).text, '');
    browser.clock.pass(2_000);
    browser.end('a');
    assert.equal(beside.get(1).text, '');
    const [one, other] = [browser.open('c'), browser.open('d')];
    assert.deepEqual([one.get(1).text, other.get(1).text], ['left behind', '']);
  });

  it('of a tab that is still closing go to the one opened after it', () => {
    drafts.put(1, words('left behind'));
    drafts.flush();
    const next = browser.open('next');
    browser.end('a');
    assert.equal(next.get(1).text, '');
    browser.clock.pass(2_000);
    assert.equal(next.get(1).text, 'left behind');
  });

  it('of a tab that is loaded anew go to what it becomes, also while a new tab looks for some', () => {
    drafts.put(1, words('mine'));
    drafts.flush();
    const fresh = browser.open('fresh');
    browser.end('a');
    const again = browser.open('a2', { before: 'a' });
    browser.clock.pass(2_000);
    assert.deepEqual([again.get(1).text, fresh.get(1).text], ['mine', '']);
  });

  it('that several tabs left are all kept, the newest going first', () => {
    drafts.put(1, words('older'));
    drafts.flush();
    browser.clock.pass(1_000);
    const other = browser.open('b');
    other.put(1, words('newer'));
    other.flush();
    browser.end('a');
    browser.end('b');
    assert.deepEqual([browser.open('c').get(1).text, browser.open('d').get(1).text], ['newer', 'older']);
  });

  it('of tabs that a crash took go each to the tab it becomes', () => {
    drafts.put(1, words('first'));
    const other = browser.open('b');
    other.put(1, words('second'));
    browser.clock.pass(300);
    browser.end('a');
    browser.end('b');
    const again = [browser.open('b2', { before: 'b' }), browser.open('a2', { before: 'a' })];
    assert.deepEqual(again.map((tab) => tab.get(1).text), ['second', 'first']);
  });

  it('that come late are put before what was typed meanwhile', () => {
    drafts.put(1, words('Hello '));
    drafts.flush();
    const anew = browser.open('b', { before: 'a' });
    const told = [];
    anew.on('adopted', (conversation) => told.push(conversation));
    anew.put(1, words('Ben'));
    browser.end('a');
    assert.deepEqual([anew.get(1).text, told], ['Hello Ben', [1]]);
  });

  it('of a page that knew one draft for all tabs are found', () => {
    browser.kept.set('draft.1.1', words('from before'));
    assert.equal(browser.open('b').get(1).text, 'from before');
    assert.deepEqual([...browser.kept.keys()], ['draft.1.b.1']);
  });

  it('keep their id as long as they are the same, and only then', () => {
    drafts.put(1, words('a'));
    const { id } = drafts.get(1);
    drafts.put(1, words('a'));
    assert.equal(drafts.get(1).id, id);
    drafts.flush();
    browser.end('a');
    const anew = browser.open('b', { before: 'a' });
    assert.equal(anew.get(1).id, id);
    anew.put(1, words('a', { seq: 3 }));
    const replying = anew.get(1).id;
    anew.put(1, words('ab', { seq: 3 }));
    assert.equal(new Set([id, replying, anew.get(1).id]).size, 3);
  });

  it('make way for a message that is written anew, and come back', () => {
    drafts.put(1, { text: 'half a thou', replyTo: { seq: 3 }, picks: [{ id: 4, name: 'Lena' }] });
    drafts.beginEdit(1, { seq: 7, commandId: null, body: 'helo <@3>', text: 'helo @Omar', picks: [{ id: 3, name: 'Omar' }] });
    drafts.put(1, { text: 'hello @Omar', replyTo: null, picks: [{ id: 3, name: 'Omar' }] });
    const { text, replyTo, picks, edit } = drafts.get(1);
    assert.deepEqual([text, replyTo, picks, edit.seq, edit.body], ['hello @Omar', null, [{ id: 3, name: 'Omar' }], 7, 'helo <@3>']);
    const back = drafts.endEdit(1);
    assert.deepEqual([back.text, back.replyTo, back.picks, back.edit], ['half a thou', { seq: 3 }, [{ id: 4, name: 'Lena' }], null]);
  });

  it('come back also when another message is written anew in between', () => {
    drafts.put(1, words('mine'));
    drafts.beginEdit(1, { seq: 7, commandId: null, body: 'a', text: 'a' });
    drafts.beginEdit(1, { seq: 8, commandId: null, body: 'b', text: 'b' });
    assert.equal(drafts.endEdit(1).text, 'mine');
    assert.equal(drafts.endEdit(1).text, 'mine');
  });

  it('are kept with what is being written anew over a reload, also where its field is empty', () => {
    drafts.put(1, words('mine'));
    drafts.beginEdit(1, { seq: 7, commandId: null, body: 'a', text: 'a' });
    drafts.put(1, words(''));
    drafts.flush();
    browser.end('a');
    const anew = browser.open('a2', { before: 'a' });
    assert.deepEqual([anew.get(1).text, anew.get(1).edit.seq], ['', 7]);
    assert.equal(anew.endEdit(1).text, 'mine');
  });

  it('are of no message any more when the server was restored, and nothing that was typed is lost', () => {
    drafts.put(1, { text: 'mine', replyTo: { seq: 3, epoch: 'e1' }, picks: [] });
    assert.equal(drafts.untie(1, 'e1'), false);
    drafts.beginEdit(1, { seq: 7, commandId: null, body: 'a', text: 'ab', epoch: 'e1' });
    assert.equal(drafts.untie(1, 'e1'), false);
    assert.equal(drafts.untie(1, 'e2'), true);
    assert.deepEqual([drafts.get(1).text, drafts.get(1).replyTo, drafts.get(1).edit], ['mine\nab', null, null]);
    drafts.put(1, { text: 'yes', replyTo: { seq: 3, epoch: 'e1' }, picks: [] });
    assert.equal(drafts.untie(1, 'e2'), true);
    assert.deepEqual([drafts.get(1).text, drafts.get(1).replyTo, drafts.untie(1, 'e2')], ['yes', null, false]);
  });

  it('that find no room stay, say so, and are saved when there is some', () => {
    const told = [];
    drafts.on('change', () => told.push(drafts.trouble));
    browser.full = true;
    drafts.put(1, words('much'));
    browser.clock.pass(300);
    assert.deepEqual([drafts.get(1).text, told], ['much', ['full']]);
    browser.full = false;
    drafts.put(1, words('much more'));
    browser.clock.pass(300);
    assert.deepEqual([browser.kept.get('draft.1.a.1').text, told], ['much more', ['full', null]]);
  });

  it('say from the start that a browser keeps nothing', () => {
    browser.lasts = false;
    assert.equal(browser.open('b').trouble, 'forbidden');
  });
});

describe('a draft that is sent from two tabs', () => {
  it('is one message', () => {
    const store = new SharedStore();
    const clock = new PinnedClock();
    const open = (me) => new Outbox({ store: store.tab(), tabs: { me, shared: true, whenGone() {} }, newId: () => assert.fail('another id'), send: () => false, clock });
    const [one, other] = [open('a'), open('b')];
    one.add({ conversation: 1, body: 'once', id: 'draft-1' });
    other.add({ conversation: 1, body: 'once', id: 'draft-1' });
    assert.deepEqual([one, other].map((tab) => tab.items(1).map((item) => item.commandId)), [['draft-1'], ['draft-1']]);
  });
});

describe('tabs', () => {
  const session = () => {
    const kept = new Map();
    return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
  };

  it('know what they were before they were loaded anew', () => {
    const memory = session();
    assert.equal(createTabs('one', null, { session: memory }).before, null);
    assert.equal(createTabs('two', null, { session: memory }).before, 'one');
    const forbidden = { getItem() { throw new Error('SecurityError'); } };
    assert.equal(createTabs('three', null, { session: forbidden }).before, null);
  });

  it('without locks ask each other whether they live', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const listeners = [];
    const channel = () => {
      const mine = { listeners: [] };
      listeners.push(mine);
      return {
        addEventListener: (_, run) => mine.listeners.push(run),
        postMessage: (data) => listeners.filter((one) => one !== mine).forEach((one) => one.listeners.forEach((run) => run({ data }))),
      };
    };
    createTabs('one', null, { channel: channel() });
    const two = createTabs('two', null, { channel: channel() });
    const gone = [];
    two.ifGone('one', () => gone.push('one'));
    two.whenGoneSoon('never', () => gone.push('never'));
    test.mock.timers.tick(400);
    assert.deepEqual(gone, ['never']);
  });
});
