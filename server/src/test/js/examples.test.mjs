import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { actionsOn, runsChat } from '../../main/resources/web/js/model/people/permissions.js';
import { TypingNotifier, TypingTracker } from '../../main/resources/web/js/model/conversation/typing.js';
import { typingWords } from '../../main/resources/web/js/text/typing-words.js';
import { Backoff } from '../../main/resources/web/js/net/backoff.js';
import { Sequencer } from '../../main/resources/web/js/model/conversation/sequencer.js';
import { Conversation } from '../../main/resources/web/js/model/conversation/conversation.js';
import { buildDays, mergeEntries } from '../../main/resources/web/js/model/timeline/rows.js';
import { createFormat } from '../../main/resources/web/js/text/time-format.js';
import { initials, isEmojiOnly, preview } from '../../main/resources/web/js/text/graphemes.js';
import * as checks from '../../main/resources/web/js/text/form-checks.js';
import { readInvite } from '../../main/resources/web/js/text/invites.js';
import { messageAt, messageLink } from '../../main/resources/web/js/text/message-link.js';
import { messageText } from '../../main/resources/web/js/text/message-text.js';
import { plainText } from '../../main/resources/web/js/text/plain-text.js';
import { isSayable, pieceAt, says, withOperator, withValue, without } from '../../main/resources/web/js/text/search-pieces.js';
import { readFailure, readProblem, readStop } from '../../main/resources/web/js/text/problems.js';
import { onlineCount } from '../../main/resources/web/js/model/conversation/attendance.js';
import { copiedRows, writtenPart } from '../../main/resources/web/js/text/copying.js';
import { called, fromBody, mentionedIn, plainMentions, toBody } from '../../main/resources/web/js/text/mentions.js';
import { invisible, nameFault } from '../../main/resources/web/js/text/names.js';
import { splitLinks } from '../../main/resources/web/js/text/links.js';
import { messages } from '../../main/resources/web/js/text/messages.js';
import { textTree } from '../../main/resources/web/js/text/text-tree.js';
import { say } from '../../main/resources/web/js/text/texts.js';
import { PinnedClock, ada, leastCpuMillis, lena, message, settled } from './support.mjs';

/** The examples that bind all clients, and the export; Java's tests read the same files. */
const examples = (file) =>
  JSON.parse(readFileSync(new URL(`../../../../shared/src/main/resources/chatter/shared/examples/${file}`, import.meta.url)));
const textOf = (text) => {
  if (Array.isArray(text)) return text.map(textOf).join('');
  return typeof text === 'string' ? text : (text.prefix ?? '') + text.repeat.repeat(text.times);
};

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

describe('the address of a message', () => {
  for (const { name, page, address, conversation, seq, same = false } of examples('message-links.json')) {
    it(name, () => {
      assert.deepEqual(messageAt(page, address), conversation ? { conversation, seq } : null);
      if (same) assert.equal(messageLink(page, { conversation, seq }), address);
    });
  }
});

describe('what is typed to search by', () => {
  const { at, values, operators, said, sayable } = examples('search-pieces.json');

  for (const { name, text, caret, operator, typed, from, to } of at) {
    it(`is read where it is written: ${name}`, () => assert.deepEqual(pieceAt(text, caret), operator && { operator, typed, from, to }));
  }

  for (const { name, text, caret, value, result, then } of values) {
    it(`gets a value: ${name}`, () => assert.deepEqual(withValue(text, pieceAt(text, caret), value), { text: result, caret: then }));
  }

  for (const { name, text, operator, result, then } of operators) {
    it(`asks for more: ${name}`, () => assert.deepEqual(withOperator(text, operator), { text: result, caret: then }));
  }

  for (const { name, text, said: piece, is, without: rest } of said) {
    it(`says so or not: ${name}`, () => assert.deepEqual([says(text, piece), without(text, piece)], [is, rest]));
  }

  for (const { value, is } of sayable) it(`can name ${JSON.stringify(value)} or not`, () => assert.equal(isSayable(value), is));
});

describe('what is copied', () => {
  const { names, parts, rows } = examples('copying.json');
  const nameOf = (id) => names[id] ?? null;
  const shownIn = (all) => all.map(({ text, code, words, mention, shown, quote, bullets, numbers }) => {
    if (mention !== undefined) return `@${called(mention, nameOf)}`;
    return code ?? words ?? shownIn(text ?? shown ?? quote ?? bullets?.flat() ?? numbers.flatMap(({ blocks }) => blocks));
  }).join('');

  for (const { name, text, from, to, copied } of parts) {
    it(`of a message: ${name}`, () => {
      const blocks = textTree(text);
      const shown = shownIn(blocks);
      const start = from ? shown.indexOf(from) : 0;
      const end = to ? shown.indexOf(to, start) + to.length : shown.length;
      assert.equal(writtenPart(text, blocks, start, end, nameOf), copied);
    });
  }

  for (const { name, rows: chosen, copied } of rows) {
    it(`of several: ${name}`, () => {
      assert.equal(copiedRows(chosen), copied);
    });
  }
});

describe('the time that links take', () => {
  // Sixteen times the text would take 256 times as long if each character were looked at with each other one.
  for (const piece of [')', '[', '(', '.', '@', 'www.', '://', 'https://a)', 'https://a,', 'a@b.cd,', 'é', '字', '\u202e']) {
    it(`grows with the text, for “${piece}”`, () => {
      const time = (length) => {
        const text = `https://a.b/${piece.repeat(length)}`.slice(0, length);
        return leastCpuMillis(() => splitLinks(text));
      };
      time(8_000);
      assert.ok(time(8_000) < 120 * Math.max(time(500), 0.005));
    });
  }
});

describe('how a text is read', () => {
  const span = (wanted) => {
    if (typeof wanted === 'string') return { words: wanted };
    return wanted.shown ? { ...wanted, shown: wanted.shown.map(span) } : wanted;
  };
  const block = (wanted) => {
    if (typeof wanted === 'string') return { text: [{ words: wanted }] };
    const { text, quote, bullets, numbers, ...rest } = wanted;
    if (text) return { text: text.map(span) };
    if (quote) return { quote: quote.map(block) };
    if (bullets) return { bullets: bullets.map((blocks) => blocks.map(block)) };
    return numbers ? { numbers: numbers.map(({ number, blocks }) => ({ number, blocks: blocks.map(block) })), ...rest } : wanted;
  };
  const inside = ({ quote, bullets, numbers }) => (quote ? [quote] : bullets ?? numbers?.map(({ blocks }) => blocks) ?? []);
  const spans = (blocks) => blocks.reduce((sum, one) => sum + (one.text?.length ?? (one.code === undefined ? spans(inside(one).flat()) : 1)), 0);
  const depth = (blocks) => Math.max(0, ...blocks.flatMap((one) => inside(one).map((inner) => 1 + depth(inner))));

  for (const { name, text, tree, size } of examples('text.json')) {
    it(name, () => {
      const read = textTree(textOf(text));
      if (tree) assert.deepEqual(read, (tree === 'typed' ? [textOf(text)] : tree).map(block));
      else assert.deepEqual({ spans: spans(read), depth: depth(read) }, size);
    });
  }
});

describe('what a text says without its formatting', () => {
  const nameOf = (id) => ({ 7: 'Ada', 12: 'Bob' })[id] ?? null;
  for (const { name, text, words } of examples('words.json')) it(name, () => assert.equal(plainText(textOf(text), nameOf), words));
});

describe('the time that reading a text takes', () => {
  // As above: at most what the same text would take in parts, and some more.
  const pieces = [
    '*', '_', '~~', '[', '![', ']', '`', '>', '> ', '- ', '- > ', '1. ', '\\', '<', '<@7>', '&', ' ', '\t', '\n', '*a', '*a ', '**a*b ', '_a*b_c*', '[a', '[a](',
    '[a](b ', '[a](<b ', '[a](b "c', '[](((', '[a](https://a.b) ', '`a``b', '~~a ', '*a*\n\n', '- a\n', '> a\n', '```\na\n', '^_', '2*', 'a@b.cd ', '😀*a* ',
  ];
  for (const piece of pieces) {
    it(`grows with the text, for “${piece}”`, () => {
      const time = (length) => {
        const text = `${piece.repeat(length)}`.slice(0, length - 1) + 'a';
        return leastCpuMillis(() => textTree(text));
      };
      time(8_000);
      assert.ok(time(8_000) < 120 * Math.max(time(500), 0.01));
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
        rows: stored.map(({ from, at, replyTo = null, id = null }, i) =>
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

describe('what entries make of a conversation', () => {
  const people = { ada: { id: 1, name: 'Ada' }, lena: { id: 2, name: 'Lena' }, omar: { id: 3, name: 'Omar' } };
  const nameOf = (id) => Object.values(people).find((one) => one.id === id)?.name ?? null;
  const minute = (seq) => new Date(Date.UTC(2026, 10, 23, 12, seq)).toISOString();
  const accounts = (list) => list?.map((name) => people[name]);

  /** As the server writes it. */
  const wire = ({ type = 'messagePosted', by, edited, reactions, joined, left, ...rest }) => ({
    type, conversation: 5, ...rest,
    ...(type === 'messagePosted' ? { sender: people[by], sentAt: minute(rest.seq), ...(edited && { editedAt: minute(rest.seq) }) } : { actor: people[by], at: minute(rest.seq) }),
    ...(reactions && { reactions: reactions.map((one) => ({ ...one, accounts: accounts(one.accounts).map(({ id }) => id) })) }),
    ...(type === 'membersChanged' && { joined: accounts(joined), left: accounts(left) }),
  });
  const nameFor = (id) => Object.keys(people).find((name) => people[name].id === id);
  const shownMessage = ({ seq, sender, body, replyTo, mentions, editedAt, deleted, pinned, reactions }) => ({
    seq, by: nameFor(sender.id), ...(body !== null && { body }), ...(replyTo && { replyTo }), ...(mentions.length > 0 && { mentions }),
    ...(deleted && { deleted }), ...(editedAt && { edited: true }), ...(pinned && { pinned }),
    ...(reactions.length > 0 && { reactions: reactions.map((one) => ({ ...one, accounts: one.accounts.map(nameFor) })) }),
  });
  const shownNotice = ({ kind, seq, sender, joined, left, ...change }) => {
    if (kind === 'members') return { seq, by: nameFor(sender.id), joined: joined.map(({ id }) => nameFor(id)), left: left.map(({ id }) => nameFor(id)) };
    const { title, topic, visibility, archived } = change;
    const set = Object.entries({ title, topic, visibility, archived }).filter(([, value]) => value !== null);
    return { seq, by: nameFor(sender.id), ...Object.fromEntries(set) };
  };
  const shown = (row) => (row.kind === 'message' ? shownMessage(row) : shownNotice(row));
  const sorted = (rows) => rows.map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));

  for (const { name, before = {}, page = [], entries, rows, unread, mentions, last, ...after } of examples('entries.json')) {
    it(name, async () => {
      const { lastSeq = 0, readSeq = 0, last: lastBefore = null, ...more } = before;
      const conversation = new Conversation({
        info: { id: 5, kind: 'room', title: 'Room', visibility: 'private', members: 3, lastSeq: 0 }, me: people.ada, clock: new PinnedClock(),
        outbox: { items: () => [], settle: () => null },
        load: async () => ({ rows: page.map(wire), upto: entries[0].seq - 1, older: false, newer: false }),
        pins: async () => [], kept: async () => null,
        places: { get: () => null, put() {} },
        nameOf, presenceOf: () => 'unknown', everybody: () => 0, epoch: () => 'e', requestSync: () => assert.fail('asked for what is there'),
      });
      conversation.openUp();
      const lastRow = lastBefore && { seq: lastBefore.seq, kind: lastBefore.kind, text: lastBefore.text, name: people[lastBefore.by].name, at: minute(lastBefore.seq) };
      await conversation.begin({
        id: 5, kind: 'room', title: 'Room', topic: '', visibility: 'private', archived: false, members: 3, lastSeq, readSeq, unread: 0, mentions: 0, ...more, last: lastRow,
      });
      if (entries[0].seq <= lastSeq) conversation.sequencer.restart(entries[0].seq - 1);
      for (const entry of entries) conversation.take(wire(entry), { live: true });
      await settled();
      assert.deepEqual(sorted(conversation.open.timeline.rows.map(shown)), sorted(rows));
      assert.deepEqual([conversation.unread, conversation.mentions], [unread, mentions]);
      assert.deepEqual(conversation.last && { seq: conversation.last.seq, name: conversation.last.name, kind: conversation.last.kind, text: conversation.last.text },
        last && { seq: last.seq, name: people[last.by].name, kind: last.kind, text: last.text });
      for (const [what, value] of Object.entries(after)) assert.deepEqual(conversation[what], value, what);
    });
  }
});

describe('how many of a conversation are here', () => {
  for (const { name, lobby = false, members, ids, here, everybody, online } of examples('online.json')) {
    it(name, () => {
      const stateOf = (id) => (here.includes(id) ? 'online' : 'offline');
      assert.equal(onlineCount({ isLobby: lobby, members, ids: ids && new Set(ids) }, { stateOf, everybody }), online);
    });
  }
});

describe('mentions in a body', () => {
  const nameOf = (id) => ({ 7: 'Ada', 12: 'Bob' })[id] ?? null;
  // Where the server cuts a preview off is its own.
  for (const { name, text, mentions, named, preview: wanted } of examples('mentions.json')) {
    it(name, () => {
      assert.deepEqual([...mentionedIn(textOf(text))].sort((a, b) => a - b), mentions);
      if (wanted === undefined) return;
      assert.equal(plainMentions(text, nameOf), named);
      assert.equal(preview(plainText(text, nameOf)), wanted);
    });
  }
});

describe('mentions in a field', () => {
  for (const { name, text, picks, body, people, field } of examples('mention-fields.json')) {
    it(name, () => {
      if (text !== undefined) assert.equal(toBody(text, picks), body);
      else assert.deepEqual(fromBody(body, (id) => people[id] ?? null), { text: field, picks: picks.map(({ id, name: called }) => ({ id, name: called })) });
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
