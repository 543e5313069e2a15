/**
 * Makes an element. `props` are attributes, except `class`, `text`, `on` (listeners) and `data` (data-…). Text only
 * ever goes in as text: nothing a person wrote can become markup.
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  const { class: classes, text, on = {}, data = {}, ...attributes } = props;
  if (classes) element.className = classes;
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  for (const [name, value] of Object.entries(data)) element.dataset[name] = value;
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener);
  element.append(...children.filter((child) => child != null));
  return element;
}

/** Sets, or takes away with null, undefined or false. */
export function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : value);
}

/** Changes a text only if it differs, so that nothing is announced or laid out for nothing. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Makes the children of `parent` those in `wanted`, in order, moving as few as possible. An element that stays is
 * never taken out: it keeps focus, selection and its running transition.
 */
export function reconcile(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const child of wanted) {
    if (child === at) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
  }
}

/** Whether a key press is part of composing a character with an input method, and not for us. */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

export function onMac() {
  return /^Mac/.test(navigator.platform);
}

/** Whether there is nothing but a finger to point with, as on a phone: its keyboard comes over the page. */
export function isTouchOnly() {
  return matchMedia('(pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches;
}

/** Puts text on the clipboard, also on a page from plain http, where the modern way is missing. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const back = document.activeElement;
    const area = el('textarea', { class: 'visually-hidden', 'aria-hidden': 'true' });
    area.value = text;
    // Beside an open dialog nothing can be selected.
    (document.querySelector('dialog[open]') ?? document.body).append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    back?.focus?.({ preventScroll: true });
    return done;
  }
}
