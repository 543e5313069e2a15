const SVG = 'http://www.w3.org/2000/svg';

/** A QR code the server drew: `path` in units of one module, quiet zone included. Dark on white in every theme, for cameras. */
export function qrCode({ size, path }, label) {
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = { class: 'qr', viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': label, 'shape-rendering': 'crispEdges', 'data-testid': 'invite-qr' };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  const modules = document.createElementNS(SVG, 'path');
  modules.setAttribute('d', path);
  svg.append(modules);
  return svg;
}
