import { say } from './texts.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
// Every time zone of today begins its days at a quarter of an hour.
const QUARTER = 15 * MINUTE;
const MOST_QUARTERS = 2_000;

/**
 * Times and dates as this reader writes them. The words of the page are English, so dates come in the reader's
 * own English if they have one; whether it is 18:53 or 6:53 PM is taken from their first language. The desktop program
 * does the same, held to the same examples.
 */
export function createFormat(wanted = preferred(), timeZone = undefined) {
  const languages = known(wanted);
  const english = languages.find((language) => /^en\b/i.test(language)) ?? 'en-GB';
  const { hourCycle } = new Intl.DateTimeFormat(languages[0] ?? english, { hour: 'numeric' }).resolvedOptions();
  const pattern = (options) => new Intl.DateTimeFormat(english, { timeZone, ...options });
  const timeOptions = { hour: hourCycle === 'h12' ? 'numeric' : '2-digit', minute: '2-digit', hourCycle };
  const time = pattern(timeOptions);
  const full = pattern({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', ...timeOptions });
  const weekday = pattern({ weekday: 'long' });
  const shortWeekday = pattern({ weekday: 'short' });
  const dayMonth = pattern({ day: 'numeric', month: 'short' });
  const dayMonthYear = pattern({ day: 'numeric', month: 'short', year: 'numeric' });
  const longDay = pattern({ weekday: 'long', day: 'numeric', month: 'long' });
  const longDayYear = pattern({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const month = pattern({ month: 'long' });
  const monthYear = pattern({ month: 'long', year: 'numeric' });
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });

  const keys = new Map();
  const dayKey = (ms) => {
    const quarter = Math.floor(ms / QUARTER);
    let key = keys.get(quarter);
    if (key === undefined) {
      if (keys.size >= MOST_QUARTERS) keys.clear();
      keys.set(quarter, (key = parts.format(ms)));
    }
    return key;
  };
  const dayNumber = (ms) => Math.round(Date.parse(`${dayKey(ms)}T00:00:00Z`) / DAY);
  const daysAgo = (ms, now) => dayNumber(now) - dayNumber(ms);
  const sameYear = (a, b) => dayKey(a).slice(0, 4) === dayKey(b).slice(0, 4);
  const date = (ms, now) => (sameYear(ms, now) ? dayMonth : dayMonthYear).format(ms);

  return {
    /** The local day a moment belongs to, as 2026-11-23: a key, not for showing. */
    dayKey,
    /** 18:53 */
    time: (ms) => time.format(ms),
    /** Monday 23 November 2026 at 18:53, for the tooltip */
    full: (ms) => full.format(ms),
    /** So that nothing is left open, also of what is to come: the time today, else date and time, as 2 Dec, 18:53. */
    exact: (ms, now) => (daysAgo(ms, now) === 0 ? time.format(ms) : `${date(ms, now)}, ${time.format(ms)}`),
    /** Today, Yesterday, a weekday within a week, else the long date. */
    day(ms, now) {
      const ago = daysAgo(ms, now);
      if (ago === 0) return say('day.today');
      if (ago === 1) return say('day.yesterday');
      if (ago > 1 && ago < 7) return weekday.format(ms);
      return (sameYear(ms, now) ? longDay : longDayYear).format(ms);
    },
    /** November, or November 2025 in another year. */
    month: (ms, now) => (sameYear(ms, now) ? month : monthYear).format(ms),
    /** For lists: the time today and of a clock that is ahead, the weekday within 7 days, the date after. */
    brief(ms, now) {
      const ago = daysAgo(ms, now);
      if (ago <= 0) return time.format(ms);
      if (ago < 7) return shortWeekday.format(ms);
      return date(ms, now);
    },
  };
}

/**
 * The same, of whoever reads at the moment: `refresh()` looks whether their languages or their time zone are others
 * now, and says so. `version` is another number then.
 */
export function createReadersFormat(read = readersSettings) {
  let settings = read();
  let current = createFormat(settings.languages, settings.timeZone);
  const format = {
    version: 0,
    refresh() {
      const now = read();
      if (JSON.stringify(now) === JSON.stringify(settings)) return false;
      settings = now;
      current = createFormat(settings.languages, settings.timeZone);
      format.version += 1;
      return true;
    },
  };
  for (const name of ['dayKey', 'time', 'full', 'exact', 'day', 'month', 'brief']) format[name] = (...values) => current[name](...values);
  return format;
}

function readersSettings() {
  return { languages: [...preferred()], timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone };
}

function preferred() {
  return globalThis.navigator?.languages ?? [];
}

/** Systems pass on names that are no languages (`C`, `en-US@posix`, `de_DE.UTF-8`): what can be read of them. */
function known(languages) {
  return languages.flatMap((language) => {
    try {
      return Intl.getCanonicalLocales(String(language).replace(/[.@].*$/su, '').replaceAll('_', '-'));
    } catch {
      // Not a language: the next one counts.
      return [];
    }
  });
}

/** Milliseconds from now to the next local midnight, when "Today" becomes "Yesterday". */
export function untilMidnight(now) {
  const next = new Date(now);
  next.setHours(24, 0, 0, 0);
  return Math.max(1_000, next.getTime() - now);
}
