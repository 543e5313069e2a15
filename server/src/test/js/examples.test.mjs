import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { actionsOn, runsChat } from '../../main/resources/web/js/model/people/permissions.js';
import { TypingNotifier, TypingTracker } from '../../main/resources/web/js/model/conversation/typing.js';
import { typingWords } from '../../main/resources/web/js/text/typing-words.js';
import { Backoff } from '../../main/resources/web/js/net/backoff.js';
import { Sequencer } from '../../main/resources/web/js/model/conversation/sequencer.js';
import { ReadState } from '../../main/resources/web/js/model/conversation/read-state.js';
import { Timeline } from '../../main/resources/web/js/model/timeline/timeline.js';
import { buildDays, mergeEntries } from '../../main/resources/web/js/model/timeline/rows.js';
import { createFormat } from '../../main/resources/web/js/text/time-format.js';
import { initials, isEmojiOnly, preview } from '../../main/resources/web/js/text/graphemes.js';
import * as checks from '../../main/resources/web/js/text/form-checks.js';
import { readInvite } from '../../main/resources/web/js/text/invites.js';
import { messageText } from '../../main/resources/web/js/text/message-text.js';
import { readFailure, readProblem, readStop } from '../../main/resources/web/js/text/problems.js';
import { invisible, nameFault } from '../../main/resources/web/js/text/names.js';
import { splitLinks } from '../../main/resources/web/js/text/links.js';
import { messages } from '../../main/resources/web/js/text/messages.js';
import { say } from '../../main/resources/web/js/text/texts.js';
import { PinnedClock, ada, lena, message } from './support.mjs';

/** The examples that bind all clients, and the export; Java's tests read the same files. */
const examples = (file) =>
  JSON.parse(readFileSync(new URL(`../../../../shared/src/main/resources/chatter/shared/examples/${file}`, import.meta.url)));
const textOf = (text) => (typeof text === 'string' ? text : text.prefix + text.repeat.repeat(text.times));

describe('what is a link', () => {
  for (const { name, text, links } of examples('links.json')) {
    it(name, () => {
      const pieces = splitLinks(textOf(text));
      assert.equal(pieces.map((piece) => piece.text).join(''), textOf(text));
      const found = pieces.filter((piece) => piece.href).map(({ text: shown, href: target, hint }) =>
        (hint ? { text: shown, target, hint: hint === target } : { text: shown, target }));
      assert.deepEqual(links[0]?.length ? found.map((link) => ({ length: link.text.length })) : found, links);
    });
  }
});

describe('the time that links take', () => {
  // Sixteen times the text would take 256 times as long if each character were looked at with each other one.
  for (const piece of [')', '[', '(', '.', '@', 'www.', '://', 'https://a)', 'https://a,', 'a@b.cd,', 'é', '字', '\u202e']) {
    it(`grows with the text, for “${piece}”`, () => {
      const least = (length) => {
        const text = `https://a.b/${piece.repeat(length)}`.slice(0, length);
        return Math.min(...Array.from({ length: 9 }, () => {
          const start = performance.now();
          splitLinks(text);
          return performance.now() - start;
        }));
      };
      least(8_000);
      assert.ok(least(8_000) < 120 * Math.max(least(500), 0.005));
    });
  }
});

describe('what is stored of a message', () => {
  for (const { name, text, stored } of examples('bodies.json')) {
    it(name, () => {
      assert.equal(messageText(textOf(text)), stored);
      assert.equal(messageText(stored), stored);
    });
  }
});

describe('dates and times', () => {
  // Commas and kinds of blanks are not ours: they change with each version of Unicode's tables.
  const withoutCommas = (text) => text.replaceAll(',', '').replace(/[\u00a0\u202f]/gu, ' ');
  for (const { name, language, zone, now, at, ...wanted } of examples('times.json')) {
    it(name, () => {
      const format = createFormat([language], zone);
      const shown = Object.keys(wanted).map((way) => [way, withoutCommas(format[way](Date.parse(at), Date.parse(now)))]);
      assert.deepEqual(Object.fromEntries(shown), wanted);
    });
  }
});

describe('the rows of a conversation', () => {
  const rowText = (row) => (row.kind === 'unread' ? 'unread' : `${row.first ? '<' : ''}${row.seq ?? row.commandId}${row.last ? '>' : ''}`);
  for (const { name, zone = 'UTC', stored, waiting = [], unreadFrom = null, rows } of examples('groups.json')) {
    it(name, () => {
      const entries = mergeEntries({
        messages: stored.map(({ from, at, replyTo = null, id = null }, i) =>
          message(i + 1, { sender: from === 'ada' ? ada : lena, at: Date.parse(at), replyTo, commandId: id })),
        waiting: waiting.map(({ id, at, failedAfter }) =>
          ({ commandId: id, body: 'text', createdAt: Date.parse(at), ...(failedAfter && { failed: { code: 'too_large' }, afterSeq: failedAfter }) })),
        hasNewer: false,
        me: ada,
      });
      const { dayKey } = createFormat(['en-GB'], zone);
      const days = buildDays({ entries, firstUnreadSeq: unreadFrom, me: ada.id, dayKey });
      assert.deepEqual(days.flatMap((day) => [day.day, ...day.rows.map(rowText)]), rows);
    });
  }
});

describe('what is unread', () => {
  const read = (text) => message(Number(text.split(' ')[0]), { sender: text.endsWith(' ada') ? ada : lena });
  for (const { name, readSeq, newest, steps, unread } of examples('unread.json')) {
    it(name, () => {
      const state = new ReadState(ada.id);
      state.advance(readSeq);
      let timeline = null;
      let newestSeq = newest;
      for (const step of steps) {
        if (step.window) {
          timeline = new Timeline();
          timeline.replace({ messages: step.window.map(read), hasOlder: true, hasNewer: step.newer ?? false });
        } else if (step.comes) {
          const one = read(step.comes);
          if (one.sender === ada) state.wrote(one.seq);
          timeline?.add(one, { pinned: true });
          newestSeq = one.seq;
        } else {
          state.advance(step.read);
        }
      }
      assert.equal(state.unread(timeline, newestSeq), unread);
    });
  }
});

describe('who may do what with whom', () => {
  for (const { name, role, of, self = false, removed = false, runsChat: runs, may } of examples('permissions.json')) {
    it(name, () => {
      const me = { id: 1, role, disabled: false };
      assert.deepEqual(actionsOn({ id: self ? 1 : 2, role: of, disabled: removed }, me), may);
      assert.equal(runsChat(role), runs);
    });
  }
});

describe('the code of an invite', () => {
  for (const { name, text, code } of examples('invites.json')) it(`is found, or not: ${name}`, () => assert.equal(readInvite(textOf(text)), code));
});

describe('a field of a form', () => {
  const check = { email: checks.checkEmail, name: checks.checkName, password: checks.checkNewPassword, oldPassword: checks.checkPasswordGiven, invite: checks.checkInvite };
  for (const { name, field, text, rule } of examples('forms.json')) {
    it(`is checked: ${name}`, () => {
      const words = rule && messages[`form.error.${rule}`];
      assert.notEqual(words, undefined);
      assert.equal(check[field](textOf(text)), words);
    });
  }
});

describe('the order of messages, of which 10 are there', () => {
  for (const { name, steps, applied, asked } of examples('gaps.json')) {
    it(name, () => {
      const clock = new PinnedClock();
      const seen = { applied: [], asked: [] };
      const sequencer = new Sequencer({
        cursor: 10, clock, apply: ({ seq }) => seen.applied.push(seq), requestSync: (after) => seen.asked.push(after),
      });
      for (const step of steps) {
        if (step.comes) for (const seq of step.comes) sequencer.take({ seq });
        else if (step.wait) clock.pass(step.wait);
        else if (step.synced) sequencer.synced(step.synced);
        else if (step.cut) sequencer.interrupt();
        else sequencer.syncRefused(step.refused);
      }
      assert.deepEqual(seen, { applied, asked });
    });
  }
});

describe('who is typing', () => {
  for (const { name, steps, words } of examples('typing.json')) {
    it(name, () => {
      const clock = new PinnedClock();
      const tracker = new TypingTracker({ clock });
      for (const { types, stops, posts, wait } of steps) {
        if (types) tracker.heard({ account: types, name: types, typing: true });
        else if (stops) tracker.heard({ account: stops, name: stops, typing: false });
        else if (posts) tracker.stopped(posts);
        else if (wait) clock.pass(wait);
        else tracker.clear();
      }
      assert.equal(typingWords(tracker.names), words);
    });
  }
});

describe('one’s own typing', () => {
  for (const { name, steps, told } of examples('own-typing.json')) {
    it(name, () => {
      const clock = new PinnedClock();
      const seen = [];
      const notifier = new TypingNotifier({ clock, send: (typing) => seen.push(typing) });
      for (const { types, wait } of steps) {
        if (wait) clock.pass(wait);
        else if (types === undefined) notifier.sent();
        else notifier.typed(types);
      }
      assert.deepEqual(seen, told);
    });
  }
});

describe('the longest wait before each try', () => {
  for (const { name, steps, waits } of examples('backoff.json')) {
    it(name, () => {
      const backoff = new Backoff({ random: () => 1 });
      const seen = [];
      for (const step of steps) {
        if (step === 'fails') seen.push(backoff.next());
        else backoff.reset();
      }
      assert.deepEqual(seen, waits);
    });
  }
});

describe('what is said about a refusal', () => {
  for (const { name, problem, field, key, values = [] } of examples('refusals.json')) {
    it(name, () => {
      const template = messages[key] ?? messages[`${key}.${values[0] === 1 ? 'one' : 'other'}`];
      assert.ok(template, key);
      const wanted = values.reduce((text, value, i) => text.replace(`{${i}}`, String(value)), template);
      assert.deepEqual(readProblem({ ...problem, detail: 'The server’s sentence.' }), { field: field ?? null, text: wanted });
    });
  }

  it('about a message is said for every code of the protocol, and for one of a newer server', () => {
    const protocol = readFileSync(new URL('../../../../shared/src/main/java/chatter/shared/protocol/RejectCode.java', import.meta.url), 'utf8');
    const codes = [...protocol.matchAll(/^ {2}([A-Z_]+)[,;]$/gmu)].map(([, code]) => code.toLowerCase());
    assert.ok(codes.length > 10);
    for (const code of codes) assert.equal(readFailure({ code }), messages[`message.failed.${code}`]);
    assert.equal(readFailure({ code: 'of_tomorrow' }), messages['message.failed.unsupported']);
  });

  it('about a connection is said for every code after which one stops', () => {
    const protocol = readFileSync(new URL('../../../../shared/src/main/java/chatter/shared/protocol/CloseCode.java', import.meta.url), 'utf8');
    const codes = [...protocol.matchAll(/^ {2}[A-Z_]+\((45\d\d)\)[,;]$/gmu)].map(([, code]) => Number(code));
    assert.ok(codes.length > 3);
    for (const code of codes) assert.notEqual(readStop(code), readStop(4999), String(code));
  });
});

describe('a preview', () => {
  for (const { name, text, preview: wanted, length, ends } of examples('previews.json')) {
    it(name, () => {
      const shown = preview(textOf(text));
      if (wanted !== undefined) assert.equal(shown, wanted);
      else assert.deepEqual([shown.length, shown.slice(-ends.length)], [length, ends]);
    });
  }
});

describe('initials', () => {
  for (const { name, initials: wanted } of examples('initials.json')) it(`of “${name}”`, () => assert.equal(initials(name), wanted));
});

describe('emoji alone', () => {
  for (const { name, text, large } of examples('emoji-only.json')) it(name, () => assert.equal(isEmojiOnly(text), large));
});

describe('a name', () => {
  const { names, bodies } = examples('names.json');

  it('is refused by the rule it breaks', () => {
    for (const { text, rule } of names.refused) assert.equal(nameFault(text), rule, JSON.stringify(text));
  });

  it('of the world is one', () => {
    for (const text of names.taken) assert.equal(nameFault(text), null, JSON.stringify(text));
  });

  it('is not all that has to have something to be seen', () => {
    for (const text of bodies.invisible) assert.equal(invisible(text), true, JSON.stringify(text));
    for (const text of bodies.visible) assert.equal(invisible(text), false, JSON.stringify(text));
  });
});

describe('a sentence with a name in it', () => {
  it('is turned by no name', () => {
    assert.equal(say('typing.single', 'Ana'), 'Ana is typing…');
    assert.equal(say('typing.single', 'שלום'), '\u2068שלום\u2069 is typing…');
    assert.equal(say('typing.single', 'a\u202eb\u2069'), '\u2068ab\u2069 is typing…');
  });
});
