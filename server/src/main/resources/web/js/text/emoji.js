const MOST = 3;
// One emoji as people count them: a flag, a keycap, or a picture with its variation, skin tone and joined parts.
const ONE =
  /(?:\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|\p{Emoji_Presentation}(?:\ufe0f|\p{Emoji_Modifier})?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)*|\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)*)/gu;

/** Whether a text is nothing but one to three emoji, which are then drawn large and without a bubble. */
export function isEmojiOnly(text) {
  if (text.length > 64) return false;
  const found = text.match(ONE);
  if (!found || found.length > MOST) return false;
  return text.replace(ONE, '').trim() === '';
}
