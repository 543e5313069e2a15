const NS = 'http://www.w3.org/2000/svg';

/** The picture of the tab, with a dot and how many messages are unread in it. */
export class Favicon {
  #link = document.querySelector('link[rel="icon"]');
  #plain = this.#link?.href;
  #shown = 0;

  show(unread) {
    const number = Math.min(unread, 10);
    if (!this.#link || number === this.#shown) return;
    this.#shown = number;
    this.#link.href = number === 0 ? this.#plain : drawn(number > 9 ? '9+' : String(number));
  }
}

function drawn(text) {
  const svg = part('svg', { viewBox: '0 0 64 64' },
    part('rect', { width: 64, height: 64, rx: 20, fill: '#6d3fd6' }),
    part('path', { fill: '#fff', d: 'M32 11.2c1.9 12.2 8.6 18.9 20.8 20.8-12.2 1.9-18.9 8.6-20.8 20.8-1.9-12.2-8.6-18.9-20.8-20.8 12.2-1.9 18.9-8.6 20.8-20.8z' }),
    part('circle', { cx: 44, cy: 20, r: 20, fill: '#d92d20' }));
  const number = part('text', { x: 44, y: 31, fill: '#fff', 'font-size': text.length > 1 ? 26 : 32, 'font-weight': 700, 'font-family': 'sans-serif', 'text-anchor': 'middle' });
  number.textContent = text;
  svg.append(number);
  return `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
}

function part(tag, attributes, ...children) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
