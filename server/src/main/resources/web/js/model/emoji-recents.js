import { USUAL, untoned } from '../text/emoji.js';

/** What each later use of any leaves of an earlier one. */
const FADING = 0.9;
/** So many are kept. */
const KEPT = 36;
const LIGHTEST = 0x1f3fb;

/**
 * The emoji that one uses most, in texts and as reactions, and the skin tone last chosen. Each use counts, and the less the
 * more came after it, so that a single one does not push out what is used every day. Kept for the account. `store` is
 * {get(name), set(name, value)}. The desktop does the same (EmojiRecents.java), by emoji-recents.json.
 */
export class EmojiRecents {
  #store;
  #name;
  #former;

  constructor({ store, accountId }) {
    this.#store = store;
    this.#name = `emoji.${accountId}`;
    this.#former = `reactions.${accountId}`;
  }

  /** Those used, the most used first, as they were last used. */
  get list() {
    return this.#kept.used.map(([emoji]) => emoji);
  }

  /** The six to react with at once: the most used, and the usual ones while there are fewer. */
  get quick() {
    const { used, tone } = this.#kept;
    const known = new Set(used.map(([emoji]) => untoned(emoji)));
    const usual = USUAL.filter((emoji) => !known.has(untoned(emoji)));
    return [...used.map(([emoji]) => emoji), ...usual.map((emoji) => simplyToned(emoji, tone))].slice(0, USUAL.length);
  }

  /** The skin tone last chosen: 1 to 5 from light to dark, or 0 for none. */
  get tone() {
    return this.#kept.tone;
  }

  use(emoji) {
    const { used, tone } = this.#kept;
    const before = used.find(([other]) => untoned(other) === untoned(emoji))?.[1] ?? 0;
    const others = used.filter(([other]) => untoned(other) !== untoned(emoji)).map(([other, weight]) => [other, weight * FADING]);
    const all = [[emoji, before * FADING + 1], ...others].sort((a, b) => b[1] - a[1]);
    this.#store.set(this.#name, { tone, used: all.slice(0, KEPT) });
  }

  /** Chooses a skin tone, also for those used before: `toned(emoji)` is one of them in the new tone. */
  choose(tone, toned) {
    const { used } = this.#kept;
    this.#store.set(this.#name, { tone, used: used.map(([emoji, weight]) => [toned(emoji), weight]) });
  }

  get #kept() {
    const { tone, used } = this.#store.get(this.#name) ?? { used: this.#usedFormerly() };
    return { tone: [1, 2, 3, 4, 5].includes(tone) ? tone : 0, used: Array.isArray(used) ? used.filter(isUse) : [] };
  }

  /** Before uses were counted, the last six were kept. */
  #usedFormerly() {
    const last = this.#store.get(this.#former);
    return Array.isArray(last) ? last.map((emoji, i) => [emoji, FADING ** i]) : [];
  }
}

function isUse(use) {
  return Array.isArray(use) && typeof use[0] === 'string' && Number.isFinite(use[1]);
}

/** Of one character, so that it needs no list. */
function simplyToned(emoji, tone) {
  return tone > 0 && /^\p{Emoji_Modifier_Base}$/u.test(emoji) ? emoji + String.fromCodePoint(LIGHTEST + tone - 1) : emoji;
}
