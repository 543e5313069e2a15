/*
 * How a mention is stored: `<@7>` with the number of an account, or `<@all>`.
 */

/** The number that stands for everybody. */
export const EVERYBODY = 0;

export const MENTION = /<@(all|[1-9]\d{0,14})>/gu;

/** Whom the inside of a mention means. */
export function idOf(written) {
  return written === 'all' ? EVERYBODY : Number(written);
}
