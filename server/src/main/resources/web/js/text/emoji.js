/** For whoever has used none yet. */
export const USUAL = ['👍', '❤️', '😂', '🎉', '😮', '😢'];

const WITHOUT_TONES = /[\ufe0e\ufe0f\u{1f3fb}-\u{1f3ff}]/gu;

/** What all forms of an emoji have in common: in every skin tone, with and without variation. */
export function untoned(emoji) {
  return emoji.replace(WITHOUT_TONES, '');
}
