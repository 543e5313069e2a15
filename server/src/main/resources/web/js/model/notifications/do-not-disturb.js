const DAYS = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 };

/** What an account that has said nothing wants. */
export const USUAL = Object.freeze({ doNotDisturb: Object.freeze({ mode: 'off' }), words: Object.freeze([]) });

/** Whether an account wants no notifications at a moment in milliseconds. A time zone that is not known here is taken for the reader's. */
export function disturbsNot({ mode, until, from, to, days, zone }, now) {
  if (mode === 'on') return true;
  if (mode === 'until') return now < Date.parse(until);
  if (mode !== 'hours') return false;
  const { day, minute } = localTime(now, zone);
  const [begin, end] = [from, to].map(minuteOf);
  if (begin < end) return days.includes(day) && minute >= begin && minute < end;
  const yesterday = day === 1 ? 7 : day - 1;
  return (days.includes(day) && minute >= begin) || (days.includes(yesterday) && minute < end);
}

function minuteOf(time) {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function localTime(now, zone) {
  const parts = Object.fromEntries(format(zone).formatToParts(now).map(({ type, value }) => [type, value]));
  return { day: DAYS[parts.weekday], minute: Number(parts.hour) * 60 + Number(parts.minute) };
}

function format(timeZone) {
  const options = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-US', options);
  }
}
