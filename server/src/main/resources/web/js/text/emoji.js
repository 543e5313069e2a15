import { characters, isEmojiOnly } from './graphemes.js';

/** For whoever has reacted with nothing yet. */
export const USUAL = ['👍', '❤️', '😂', '🎉', '😮', '😢'];

/** To choose from where there is no keyboard with emoji. */
export const COMMON = [
  ...['😀', '😃', '😄', '😁', '😆', '😅', '🤣', '🙂', '😉', '😊', '😇', '🥰'],
  ...['😍', '😘', '😋', '😜', '🤔', '🤨', '😐', '😏', '🙄', '😴', '🥳', '😎'],
  ...['🤓', '😕', '🙁', '😲', '😳', '🥺', '😭', '😱', '😡', '🤯', '🤝', '👎'],
  ...['👌', '✌️', '🤞', '👏', '🙌', '🙏', '💪', '👀', '👋', '🤷', '🤦', '✅'],
  ...['❌', '⚠️', '❓', '❗', '💯', '🔥', '✨', '⭐', '💡', '🚀', '☕', '🎂'],
];

/** The one emoji that a text is, or null if it is anything else. */
export function oneEmoji(text) {
  const typed = text.trim();
  return isEmojiOnly(typed) && [...characters(typed)].length === 1 ? typed : null;
}
