import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { checkAvatar, checkEmail, checkName, checkNewPassword, checkPasswordGiven } from '../../../main/resources/web/js/text/form-checks.js';
import { deviceName } from '../../../main/resources/web/js/text/device-name.js';
import { createFormat, createReadersFormat, untilMidnight } from '../../../main/resources/web/js/text/time-format.js';
import { splitLinks } from '../../../main/resources/web/js/text/links.js';
import { initials, isEmojiOnly } from '../../../main/resources/web/js/text/graphemes.js';
import { firstName, hue } from '../../../main/resources/web/js/text/names.js';
import { codePoints, wellFormed } from '../../../main/resources/web/js/text/code-points.js';
import { readAvatarProblem, readFailure, readProblem, readStop } from '../../../main/resources/web/js/text/problems.js';
import { count, runningLike, say } from '../../../main/resources/web/js/text/texts.js';

describe('times and days', () => {
  const zone = 'Europe/Berlin';
  const british = createFormat(['en-GB'], zone);
  const now = Date.UTC(2026, 10, 23, 11, 0);
  const at = (...parts) => Date.UTC(2026, ...parts);

  it('shows the time as the reader’s first language does, in English words', () => {
    const when = at(10, 23, 17, 53);
    assert.equal(british.time(when), '18:53');
    assert.match(createFormat(['en-US'], zone).time(when), /^6:53\s?PM$/u);
    assert.equal(createFormat(['de-DE', 'en-US'], zone).time(when), '18:53');
    assert.equal(createFormat(['de-DE'], zone).time(at(10, 23, 8, 5)), '09:05');
  });

  it('takes what systems call languages, and what is none', () => {
    const when = at(10, 23, 17, 53);
    for (const languages of [[], ['C'], ['en-US@posix', 'C'], ['de_DE.UTF-8'], ['', '*', 'x', 'POSIX', 'garbage-in-every-way-one-can-think-of'], [null, 7]]) {
      const format = createFormat(languages, zone);
      assert.match(format.time(when), /^(?:17|18|6):53(?:\s?PM)?$/iu, String(languages));
      assert.match(format.day(Date.UTC(2025, 10, 23, 12), now), /2025/u);
    }
    assert.match(createFormat(['en-US@posix'], zone).time(when), /^6:53\s?PM$/u);
    assert.equal(createFormat(['de_DE'], zone).time(when), '18:53');
  });

  it('follows the reader into another zone and language', () => {
    let settings = { languages: ['en-GB'], timeZone: 'Europe/Berlin' };
    const format = createReadersFormat(() => settings);
    const when = at(10, 23, 23, 30);
    assert.deepEqual([format.time(when), format.dayKey(when)], ['00:30', '2026-11-24']);
    assert.equal(format.refresh(), false);
    settings = { languages: ['en-US'], timeZone: 'America/New_York' };
    assert.equal(format.refresh(), true);
    assert.match(format.time(when), /^6:30\s?PM$/u);
    assert.equal(format.dayKey(when), '2026-11-23');
    assert.equal(format.version, 1);
  });

  it('goes by the local day, not by UTC', () => {
    assert.equal(british.dayKey(at(10, 22, 23, 30)), '2026-11-23');
    assert.equal(british.day(at(10, 22, 23, 30), now), 'Today');
  });

  it('finds the local day of any moment, asked once or many times, wherever the day begins', () => {
    for (const place of ['Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham', 'Europe/Brussels', 'UTC']) {
      const { dayKey } = createFormat(['en-GB'], place);
      const plain = new Intl.DateTimeFormat('en-CA', { timeZone: place, year: 'numeric', month: '2-digit', day: '2-digit' });
      for (let ms = Date.UTC(2026, 9, 24); ms < Date.UTC(2026, 9, 27); ms += 7 * 60_000 + 13) {
        assert.equal(dayKey(ms), plain.format(ms));
        assert.equal(dayKey(ms), plain.format(ms));
      }
    }
  });

  it('tells everything in the tooltip', () => {
    assert.match(british.full(at(10, 23, 17, 53)), /Monday,? 23 November 2026.*18:53/u);
  });

  it('knows when the day ends', () => {
    const noon = new Date(2026, 10, 23, 12).getTime();
    assert.equal(untilMidnight(noon), 12 * 3_600_000);
    assert.equal(untilMidnight(new Date(2026, 10, 23, 23, 59, 59, 900).getTime()), 1_000);
  });
});

describe('links', () => {
  const links = (text) => splitLinks(text).filter((piece) => piece.href).map((piece) => piece.text);

  it('keeps the text whole', () => {
    const text = 'see https://a.org/b, (http://c.org) and https://d.org.';
    assert.equal(splitLinks(text).map((piece) => piece.text).join(''), text);
    assert.deepEqual(links(text), ['https://a.org/b', 'http://c.org', 'https://d.org']);
  });

  it('knows what belongs to an address and what to the sentence', () => {
    assert.deepEqual(links('https://en.wikipedia.org/wiki/Foo_(bar)'), ['https://en.wikipedia.org/wiki/Foo_(bar)']);
    assert.deepEqual(links('(see https://a.org/x?y=1&z=2#q).'), ['https://a.org/x?y=1&z=2#q']);
    assert.deepEqual(links('“https://a.org/”!'), ['https://a.org/']);
  });

  it('takes no other scheme than http and https', () => {
    for (const text of ['javascript:alert(1)', 'data:text/html,x', 'ftp://a.org', 'file:///etc/passwd', 'https://']) {
      assert.deepEqual(links(text), [], text);
    }
  });

  it('makes no link of an address that pretends to be another', () => {
    assert.deepEqual(links('https://bank.com@evil.org/'), []);
    assert.deepEqual(links('https://a.org/\u202egpj.exe'), []);
  });

  it('stops at quotes and angle brackets', () => {
    assert.deepEqual(links('<https://a.org/"onclick="x>'), ['https://a.org/']);
  });

  it('has one piece for text without links', () => {
    assert.deepEqual(splitLinks('hello'), [{ text: 'hello' }]);
    assert.deepEqual(splitLinks(''), []);
  });
});

describe('emoji alone', () => {
  for (const text of ['🎉', '👍🏽', '🎉🎉🎉', '❤️', '👩‍👩‍👧', '🇩🇪', '🏳️‍🌈 🎉', '1️⃣']) {
    it(`is ${text}`, () => assert.equal(isEmojiOnly(text), true));
  }
  for (const text of ['', 'ok', '🎉🎉🎉🎉', '🎉!', '12', '©', '#', '3']) {
    it(`is not “${text}”`, () => assert.equal(isEmojiOnly(text), false));
  }
});

describe('names', () => {
  it('have initials', () => {
    assert.deepEqual(['Lena Koch', 'kim', ' ana  maria da silva ', 'Émile Noir', '👩‍🚀 Zoe', ''].map(initials), ['LK', 'K', 'AS', 'ÉN', '👩‍🚀Z', '?']);
  });

  it('have a first part for short lines', () => {
    assert.equal(firstName(' Lena Koch'), 'Lena');
    assert.equal(firstName('Kim'), 'Kim');
  });

  it('have one of ten colours by id', () => {
    assert.deepEqual([0, 3, 13, -4, 2 ** 52].map(hue), [0, 3, 3, 4, 6]);
  });
});

describe('lengths', () => {
  it('count code points, as the server does', () => {
    assert.equal(codePoints('abc'), 3);
    assert.equal(codePoints('a🎉b'), 3);
    assert.equal(codePoints('\ud83c'), 1);
    assert.equal(codePoints('\ud83cx'), 2);
    assert.equal(codePoints('🎉'.repeat(8_000)), 8_000);
  });

  it('mend halves of pairs', () => {
    assert.equal(wellFormed('a\ud83cb🎉'), 'a\ufffdb🎉');
    assert.equal(wellFormed('\udf89'), '\ufffd');
  });

  it('mend them also in browsers that cannot do it themselves', (test) => {
    const own = String.prototype.toWellFormed;
    delete String.prototype.toWellFormed;
    test.after(() => own && Object.defineProperty(String.prototype, 'toWellFormed', { value: own, configurable: true, writable: true }));
    assert.equal(wellFormed('a\ud83cb🎉\udf89'), 'a\ufffdb🎉\ufffd');
  });
});

describe('what is wrong with what was typed', () => {
  it('is said for an email address', () => {
    assert.deepEqual(['', ' ', 'ana', 'ana@', 'a b@c'].map((email) => checkEmail(email) !== null), [true, true, true, true, true]);
    assert.equal(checkEmail(' ana@host '), null);
  });

  it('is said for a name', () => {
    assert.equal(checkName('Ana'), null);
    assert.equal(checkName('🎉'.repeat(64)), null);
    assert.ok(checkName('🎉'.repeat(65)));
    assert.ok(checkName('  '));
  });

  it('is said for a password', () => {
    assert.ok(checkNewPassword('1234567'));
    assert.equal(checkNewPassword('12345678'), null);
    assert.ok(checkNewPassword('🎉'.repeat(7)));
    assert.ok(checkNewPassword('x'.repeat(257)));
    assert.equal(checkNewPassword('x'.repeat(256)), null);
    assert.ok(checkPasswordGiven(''));
    assert.equal(checkPasswordGiven(' '), null);
  });

  it('is said for a picture before it is sent', () => {
    assert.equal(checkAvatar({ type: 'image/png', size: 5 * 1024 * 1024 }), null);
    assert.equal(checkAvatar({ type: 'image/png', size: 5 * 1024 * 1024 + 1 }), say('picture.tooLarge'));
    assert.equal(checkAvatar({ type: 'image/svg+xml', size: 10 }), say('picture.wrongType'));
    assert.equal(checkAvatar({ type: '', size: 10 }), null);
  });
});

describe('problems in words', () => {
  it('stand at their field', () => {
    assert.deepEqual(readProblem({ status: 409, code: 'email_taken', field: 'email' }), { field: 'email', text: say('error.email_taken') });
    assert.equal(readProblem({ status: 409, code: 'email_taken' }).field, 'email');
    assert.deepEqual(readProblem({ status: 422, code: 'invalid', field: 'password', detail: 'Too common.' }), { field: 'password', text: say('error.invalid') });
  });

  it('are the page’s own words for what a field may not hold, not the server’s', () => {
    const refused = (rule) => readProblem({ status: 422, code: 'invalid', field: 'newPassword', rule, detail: 'English of the server.' });
    assert.deepEqual(refused('PASSWORD_IS_OWN'), { field: 'newPassword', text: say('form.error.PASSWORD_IS_OWN') });
    assert.deepEqual(refused('PASSWORD_TOO_COMMON'), { field: 'newPassword', text: say('form.error.PASSWORD_TOO_COMMON') });
    assert.equal(refused('RULE_OF_A_NEWER_SERVER').text, say('error.invalid'));
    assert.equal(refused('toString').text, say('error.invalid'));
    const name = readProblem({ status: 409, code: 'name_taken', field: 'name', suggestion: 'Ana 2', detail: 'x' });
    assert.deepEqual(name, { field: 'name', text: say('error.name_taken', 'Ana 2') });
  });

  it('have words for every rule of the protocol', () => {
    const rules = readFileSync(new URL('../../../../../shared/src/main/java/chatter/shared/limits/FieldRule.java', import.meta.url), 'utf8').match(/^  [A-Z_]+(?=\()/gm);
    assert.ok(rules.length > 10);
    for (const rule of rules) assert.notEqual(readProblem({ status: 422, code: 'invalid', rule: rule.trim() }).text, say('error.invalid'), rule);
  });

  it('say the same for a wrong email and a wrong password', () => {
    assert.deepEqual(readProblem({ status: 401, code: 'bad_credentials', detail: 'x' }), { field: null, text: say('error.bad_credentials') });
  });

  it('say how long to wait', () => {
    assert.match(readProblem({ status: 429, retryAfter: 30 }).text, /30 seconds/);
    assert.match(readProblem({ status: 429, retryAfter: 0.2 }).text, /a second/);
    assert.match(readProblem({ status: 429, retryAfter: null }).text, /a second/);
  });

  it('tell a server that is away from one that failed', () => {
    assert.equal(readProblem({ status: 0 }).text, say('error.unreachable'));
    assert.equal(readProblem({ status: 500, detail: 'NullPointerException' }).text, say('error.unknown'));
    assert.equal(readProblem(new TypeError('x')).text, say('error.unreachable'));
  });

  it('are plain for pictures', () => {
    const refused = { 413: 'too_large', 415: 'unsupported_media_type', 422: 'invalid' };
    const texts = [413, 415, 422, 0].map((status) => readAvatarProblem({ status, code: refused[status] ?? null }));
    assert.deepEqual(texts, ['picture.tooLarge', 'picture.wrongType', 'picture.broken', 'error.unreachable'].map((key) => say(key)));
  });

  it('say that it was a proxy, not the server, that found something too large', () => {
    // Not as JSON, so without a code.
    assert.equal(readAvatarProblem({ status: 413, code: null }), say('error.tooLargeOnTheWay'));
    assert.equal(readProblem({ status: 413, code: null }).text, say('error.tooLargeOnTheWay'));
  });

  it('say why a message was not sent', () => {
    assert.equal(readFailure({ code: 'too_large' }), say('message.failed.too_large'));
    assert.equal(readFailure({ code: 'something_new' }), say('message.failed.unsupported'));
  });

  it('say why the connection ended for good', () => {
    assert.equal(readStop(4504), say('ended.TOO_MANY_CONNECTIONS'));
    assert.equal(readStop(4999), say('ended.REFUSED'));
  });
});

describe('words', () => {
  it('are filled in', () => {
    assert.equal(say('typing.pair', 'Ana', 'Omar'), 'Ana and Omar are typing…');
    assert.equal(say('sidebar.preview', '{1}', '$&'), '{1}: $&');
  });

  it('count', () => {
    assert.equal(count('room.members', 1), '1 member');
    assert.equal(count('room.members', 14), '14 members');
    assert.equal(count('room.members', 1_234), '1,234 members');
    assert.deepEqual([0, 1, 2].map((devices) => count('people.devices', devices)), ['Signed in nowhere', 'Signed in on 1 device', 'Signed in on 2 devices']);
    assert.equal(count('timeline.pill.since', 24, '09:12'), '24 new since 09:12');
  });

  it('run the way of what they lead to', () => {
    assert.equal(runningLike('the printer', 'Ana: the printer'), 'Ana: the printer');
    assert.equal(runningLike('123 שלום', 'Ana: 123 שלום'), '\u200fAna: 123 שלום');
    assert.equal(runningLike('a שלום', 'Ana: a שלום'), 'Ana: a שלום');
    assert.equal(runningLike('🎉 3', 'Ana: 🎉 3'), 'Ana: 🎉 3');
  });

  it('show a key that is missing instead of failing', () => {
    assert.equal(say('no.such.key'), 'no.such.key');
  });
});

describe('what a device is called', () => {
  const of = (browser, system) => `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) ${browser}`;
  it('is browser and system', () => {
    assert.equal(deviceName('Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0'), 'Firefox on Linux');
    assert.equal(deviceName(of('Chrome/130.0 Safari/537.36', 'Windows NT 10.0; Win64; x64')), 'Chrome on Windows');
    assert.equal(deviceName(of('Chrome/130.0 Safari/537.36 Edg/130.0', 'Windows NT 10.0')), 'Edge on Windows');
    assert.equal(deviceName(of('Version/17 Mobile/15E148 Safari/604.1', 'iPhone; CPU iPhone OS 17_0 like Mac OS X')), 'Safari on iPhone');
    assert.equal(deviceName(of('Chrome/130.0 Mobile Safari/537.36', 'Linux; Android 14')), 'Chrome on Android');
    assert.equal(deviceName('curl/8'), 'Browser');
  });
});
