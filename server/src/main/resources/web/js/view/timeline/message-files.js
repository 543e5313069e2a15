import { el, reconcile, setAttribute, setText } from '../parts/dom.js';
import { icon, iconButton } from '../parts/icons.js';
import { extensionOf } from '../../text/file-names.js';
import { fileSize, sizeDone } from '../../text/file-size.js';
import { say } from '../../text/texts.js';

/** A picture by itself is no larger than that, and no smaller. */
const MOST = 320;
const LEAST = 96;
/** As long as nobody said how large a picture is. */
const UNKNOWN = { width: 280, height: 210 };

/** Whether a file is shown as a picture. */
export function isPicture({ mediaType }) {
  return /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/u.test(mediaType);
}

/**
 * The files of one message: pictures side by side, sound and video to be played, cards for everything else; and, as long
 * as they are uploaded, how far that is. `sources` are the FileSources of the list. A file keeps its element from waiting
 * to sent.
 */
export class MessageFiles {
  // What becomes of a picture later is not announced.
  #pictures = el('div', { class: 'pictures', 'aria-live': 'off' });
  #others = el('div', { class: 'file-cards' });
  #bar = el('i');
  #progress = el('div', { class: 'bar', role: 'progressbar', 'aria-label': say('file.uploading'), 'aria-valuemin': '0', 'aria-valuemax': '100', data: { testid: 'progress' } }, this.#bar);
  #done = el('small', { data: { testid: 'upload-size' } });
  #cancel = iconButton('x', say('file.cancel'), { size: 18, tabindex: '-1', data: { action: 'cancelUpload', testid: 'upload-cancel' } });
  #words = el('div', { class: 'upload-words' });
  #upload = el('div', { class: 'upload', 'aria-live': 'off', hidden: true });
  element = el('div', { class: 'files' }, this.#pictures, this.#others, this.#upload);
  #views = [];
  #sources;

  constructor(sources) {
    this.#sources = sources;
  }

  update(row) {
    const { files } = row;
    const single = files.filter(isPicture).length === 1;
    this.#views = files.map((file, index) => {
      const known = this.#views[index];
      if (known?.shows(file, single)) {
        known.update(file, index);
        return known;
      }
      known?.dispose();
      return view(file, index, { sources: this.#sources, single });
    });
    const pictures = this.#views.filter(({ isPicture: is }) => is);
    this.#pictures.classList.toggle('is-single', single);
    this.#pictures.hidden = pictures.length === 0;
    reconcile(this.#pictures, pictures.map(({ element }) => element));
    reconcile(this.#others, this.#views.filter(({ isPicture: is }) => !is).map(({ element }) => element));
    this.progressed(row);
  }

  /** More of it is sent. */
  progressed(row) {
    const { state, files } = row;
    const goes = state === 'pending' && files.some(({ done, id }) => !done && !id);
    this.#place(goes, files.length === 1 ? this.#views[0].words : null);
    if (!goes) return;
    const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const sent = this.#sources.sentOf(row);
    const percent = sent === null ? null : Math.floor((100 * sent) / all);
    setText(this.#done, sent === null ? say('file.waiting', fileSize(all)) : sizeDone(sent, all));
    setAttribute(this.#progress, 'aria-valuenow', percent);
    setAttribute(this.#progress, 'aria-valuetext', this.#done.textContent);
    this.#bar.style.width = `${percent ?? 0}%`;
  }

  /** A card by itself tells how far it is in the place of its size. */
  #place(goes, words) {
    this.#upload.hidden = !goes || Boolean(words);
    if (!goes) {
      for (const part of [this.#done, this.#progress, this.#cancel]) part.remove();
    } else if (words) {
      if (this.#progress.parentElement !== words) words.append(this.#done, this.#progress);
      if (this.#cancel.parentElement !== words.parentElement) words.after(this.#cancel);
    } else if (this.#progress.parentElement !== this.#words) {
      this.#words.append(this.#done, this.#progress);
      this.#upload.append(this.#words, this.#cancel);
    }
  }

  dispose() {
    for (const one of this.#views) one.dispose();
    this.#views = [];
  }
}

function view(file, index, how) {
  const isAnother = ({ name, bytes, mediaType }) => name !== file.name || bytes !== file.bytes || mediaType !== file.mediaType;
  const made = isPicture(file) ? pictureView(file, index, how) : /^(?:audio|video)\//u.test(file.mediaType) ? player(file, index, how) : card(file, index);
  return {
    dispose() {},
    update() {},
    ...made,
    isPicture: isPicture(file),
    // What a file is only the server knows for sure, and how large a picture is.
    shows: (other, single) => !isAnother(other) && (!isPicture(file) || single === how.single),
  };
}

/** A picture of a message, as a button: {element, update, dispose}. It is fetched when it is near what is seen. */
export function pictureView(first, index, { sources, single }) {
  let file = first;
  const image = el('img', { alt: first.name, draggable: 'false' });
  const element = el('button', { type: 'button', class: 'picture', tabindex: '-1', title: first.name, data: { action: 'viewFile', file: index, testid: 'picture' } }, image);
  const measure = () => {
    if (!single) return;
    const { width, height } = boxOf(file);
    element.style.width = `${width}px`;
    element.style.aspectRatio = `${width} / ${height}`;
  };
  const gone = (key) => {
    element.disabled = true;
    element.classList.add('is-gone');
    element.replaceChildren(el('span', { text: say(key, file.name) }));
  };
  const show = async () => {
    try {
      const address = await addressNow();
      if (!address) return file.id && gone('file.unavailable');
      let loaded = await load(address);
      // A link that is over is no reason yet: whether the file is there is asked.
      if (!loaded && file.id) {
        const link = await sources.sureLink(file);
        if (!link) return gone('file.unavailable');
        loaded = await load(addressOf(file, link, single));
        if (!loaded) return gone('file.notLoaded');
      }
      if (loaded) put(loaded);
    } catch {
      sources.later(show);
    }
    return undefined;
  };
  const put = (loaded) => {
    if (file.mediaType === 'image/gif' && isStill()) {
      element.replaceChildren(firstFrame(loaded, file.name));
    } else {
      image.src = loaded.src;
      element.replaceChildren(image);
    }
  };
  const addressNow = async () => {
    if (!file.id) return sources.local(file.key);
    const link = await sources.link(file);
    return link && addressOf(file, link, single);
  };
  if (first.thumb) element.style.backgroundImage = `url("data:image/png;base64,${first.thumb.replace(/[^A-Za-z0-9+/=]/gu, '')}")`;
  measure();
  sources.near(element, show);
  return {
    element,
    update(other) {
      const sent = !file.id && other.id;
      file = { ...other, key: other.key ?? file.key };
      if (other.width) measure();
      // What stood there while it waited stays until the server's own is there.
      if (sent) sources.near(element, show);
    },
    dispose: () => sources.far(element),
  };
}

/** A small picture twice as fine is a large one. */
function addressOf({ mediaType }, { url, small, large }, single) {
  if (mediaType === 'image/gif') return isStill() ? small : url;
  return single && devicePixelRatio > 1.75 ? large : small;
}

/** Nothing is to move by itself. */
function isStill() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** The picture there as a whole, which then shows at once; null if it cannot be had. */
async function load(address) {
  const image = new Image();
  image.src = address;
  return image.decode().then(() => image, () => null);
}

function firstFrame(image, name) {
  const canvas = el('canvas', { role: 'img', 'aria-label': name });
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas;
}

/** The room of a picture by itself, known before it is there. */
function boxOf({ width, height }) {
  if (!width || !height) return UNKNOWN;
  const scale = Math.min(1, MOST / width, MOST / height);
  return { width: Math.max(LEAST, Math.round(width * scale)), height: Math.max(LEAST, Math.round(height * scale)) };
}

function player(first, index, { sources }) {
  let file = first;
  let failed = false;
  const video = first.mediaType.startsWith('video/');
  const media = el(video ? 'video' : 'audio', { controls: true, tabindex: '-1', preload: 'metadata', 'aria-label': first.name, class: video ? 'video' : 'audio', data: { testid: video ? 'video' : 'audio' } });
  const element = el('div', { class: 'file-player', data: { testid: 'file' } }, media, el('div', { class: 'file-line' }, words(first), saveButton(first, index)));
  const gone = (key) => media.replaceWith(el('p', { class: 'file-gone', text: say(key, file.name) }));
  const show = async () => {
    try {
      const address = file.id ? (await (failed ? sources.sureLink(file) : sources.link(file)))?.url : await sources.local(file.key);
      if (address) media.src = address;
      else if (file.id) gone('file.unavailable');
    } catch {
      sources.later(show);
    }
  };
  media.addEventListener('error', async () => {
    if (!file.id || !media.getAttribute('src')) return;
    if (failed) return gone('file.notLoaded');
    // The link may have ended in the middle of it.
    failed = true;
    const at = media.currentTime;
    media.addEventListener('loadedmetadata', () => {
      failed = false;
      media.currentTime = at;
    }, { once: true });
    await show();
  });
  sources.near(element, show);
  return {
    element,
    update(other) {
      const sent = !file.id && other.id;
      file = other;
      element.querySelector('[data-action="saveFile"]').hidden = !other.id;
      if (sent && media.paused) sources.near(element, show);
    },
    dispose() {
      sources.far(element);
      media.pause();
      media.removeAttribute('src');
    },
  };
}

function card(file, index) {
  const save = saveButton(file, index);
  const opens = file.mediaType === 'application/pdf';
  const open = opens && button('openFile', 'external-link', say('file.openLabel', file.name), index);
  const buttons = [open, save].filter(Boolean);
  const line = words(file);
  const element = el('div', { class: 'file-card', data: { testid: 'file' } }, el('span', { class: 'file-sign', 'aria-hidden': 'true' }, icon('file', 18)), line, ...buttons);
  const update = ({ id }) => {
    for (const one of buttons) one.hidden = !id;
  };
  update(file);
  return { element, update, words: line };
}

function words({ name, bytes }) {
  const kind = extensionOf(name).slice(0, 8).toUpperCase();
  return el('span', { class: 'file-words' }, el('span', { class: 'file-name', text: name, title: name }), el('small', { text: [fileSize(bytes), kind].filter(Boolean).join(' · ') }));
}

function saveButton({ name, id }, index) {
  const made = button('saveFile', 'download', say('file.saveLabel', name), index);
  made.hidden = !id;
  return made;
}

function button(action, shape, label, index) {
  return iconButton(shape, label, { size: 18, tabindex: '-1', data: { action, file: index, testid: action } });
}
