import { disturbsNot } from './do-not-disturb.js';
import { hasWatchedWord } from './watched-words.js';

/** Whoever touched nothing for so long is not there, though the window has the focus. */
export const ABSENT = 120_000;
/** Stands for everybody where accounts are listed. */
const ALL = 0;
const FEW = 20;

/**
 * What to do about something new: 'none', 'ring', or 'summarize' if it came while the connection was away.
 * `news` is {seq, actor, edit, mentions, text, deleted}, for an edit with those whom it mentions for the first time;
 * `place` {direct, members, level}; `reader` {account, readSeq, attends, settings}, who `attends` if they see it come.
 * `live` says whether it happened just now, `now` when.
 */
export function answerTo(news, place, reader, { live, now }) {
  const silent = news.actor === reader.account || news.deleted || news.seq <= reader.readSeq || place.level === 'nothing'
    || disturbsNot(reader.settings.doNotDisturb, now) || reader.attends || !concerns(news, place, reader);
  if (silent) return 'none';
  return live ? 'ring' : 'summarize';
}

function concerns({ mentions, edit, text }, { direct, members, level }, { account, settings }) {
  if (mentions.includes(account) || mentions.includes(ALL)) return true;
  if (edit) return false;
  const everything = level === 'all' || (level === 'auto' && (direct || members <= FEW));
  return everything || hasWatchedWord(text, settings.words);
}
