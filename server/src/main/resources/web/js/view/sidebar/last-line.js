import { preview } from '../../text/graphemes.js';
import { firstName } from '../../text/names.js';
import { runningLike, say } from '../../text/texts.js';

/**
 * The second line of a conversation in the list: what is being written there, else what waits or failed to go out, else
 * the newest there is. {text, kind}, where kind says how it is shown: 'draft', 'unsent' or ''. `failed`: whether something
 * of mine was refused.
 */
export function lastLine({ kind, people, last, waitingText, begun }, { draft, failed }) {
  const writing = draft.trim();
  if (writing) return { text: runningLike(writing, say('sidebar.draft', preview(writing))), kind: 'draft' };
  if (waitingText) return { text: said(say('sidebar.you'), waitingText), kind: '' };
  if (failed) return { text: say('sidebar.unsent'), kind: 'unsent' };
  if (!last) return { text: begun ? say('sidebar.empty') : '', kind: '' };
  const name = last.mine ? say('sidebar.you') : firstName(last.name);
  if (last.kind === 'deleted') return { text: say('sidebar.deleted'), kind: '' };
  if (last.kind === 'members') return { text: say('sidebar.members', name), kind: '' };
  if (last.kind === 'change') return { text: say('sidebar.change', name), kind: '' };
  const ofTwo = kind === 'direct' && people.length <= 1;
  return { text: ofTwo && !last.mine ? preview(last.text) : said(name, last.text), kind: '' };
}

function said(name, text) {
  return runningLike(text, say('sidebar.preview', name, preview(text)));
}
