import { foldName, foldTyped, marksOf, match, matchesWords } from '../text/fuzzy.js';

/** Who is in a conversation comes behind all that is called so itself. */
const BY_PEOPLE = 6;
const KINDS = { '#': ['room', 'open'], '@': ['direct', 'person'] };

/**
 * Puts what one can go to into the order in which it is offered. The desktop does the same, by switcher.json. An entry is
 * {kind, id, name, at?, archived?, people?}: `kind` is 'room' or 'direct' for a conversation of mine, 'person', or 'open'
 * for a room that I could join; `at` is when something happened there last, and `people` are the names of who is in it.
 */
export class SwitcherRanking {
  #folded = new Map();

  /**
   * The entries that go by what was typed, at most `most`, each as {entry, marks}, where marks are the places [from, to]
   * of the name that were typed. Nothing typed gives all of mine: those that were on the screen last, `recents` by id,
   * the first of which is there now and comes last; then those that moved last. A # asks for rooms alone, an @ for people.
   */
  find(entries, typed, { recents = [], most = Infinity } = {}) {
    const kinds = KINDS[typed.trimStart()[0]];
    const wanted = kinds ? entries.filter(({ kind }) => kinds.includes(kind)) : entries;
    const rest = (kinds ? typed.trimStart().slice(1) : typed).trim();
    const recency = new Map(recents.map((id, place) => [id, place]));
    const order = (one, other) => one.rank - other.rank || one.group - other.group || one.recency - other.recency || other.at - one.at || byName(one, other);
    const found = rest ? this.#called(wanted, foldTyped(rest)) : wanted.filter(isMine).map((entry) => ({ entry, rank: 0, found: [] }));
    const placed = found.map(({ entry, rank, found: letters }) => {
      const place = isMine(entry) ? (recency.get(entry.id) ?? Infinity) : Infinity;
      return { entry, letters, at: entry.at ?? 0, ...(rest ? typedPlace(entry, rank, place) : untypedPlace(entry, place)) };
    });
    return placed.sort(order).slice(0, most).map(({ entry, letters }) => ({ entry, marks: letters.length > 0 ? marksOf(entry.name, letters) : [] }));
  }

  #called(entries, typed) {
    return entries.flatMap((entry) => {
      const found = match(this.#fold(entry.name), typed) ?? this.#byPeople(entry, typed);
      return found ? [{ entry, ...found }] : [];
    });
  }

  #byPeople({ people = [] }, typed) {
    return people.some((name) => matchesWords(this.#fold(name), typed)) ? { rank: BY_PEOPLE, found: [] } : null;
  }

  #fold(name) {
    let folded = this.#folded.get(name);
    if (!folded) this.#folded.set(name, (folded = foldName(name)));
    return folded;
  }
}

/** The one on the screen is not where one wants to go. */
function typedPlace(entry, rank, place) {
  return { rank, group: groupOf(entry), recency: place === 0 ? Infinity : place };
}

function untypedPlace({ archived }, place) {
  const group = place === 0 ? 3 : place !== Infinity ? 0 : archived ? 2 : 1;
  return { rank: 0, group, recency: place };
}

function isMine({ kind }) {
  return kind === 'room' || kind === 'direct';
}

/** Mine, people, rooms to join, and what is archived. */
function groupOf({ kind, archived }) {
  if (archived) return 3;
  return kind === 'open' ? 2 : kind === 'person' ? 1 : 0;
}

function byName({ entry: one }, { entry: other }) {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : one.id - other.id;
}
