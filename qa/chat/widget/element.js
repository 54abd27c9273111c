// make creates an element. Text is always set as text; nothing in this file turns a string into markup.
function make(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === 'function') node.addEventListener(key.slice(2), value);
    else if (key === 'text') node.textContent = value;
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}

// icon draws a picture of 24 × 24 from one path, hidden from assistive technology.
function icon(path) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const line = document.createElementNS(space, 'path');
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' })) svg.setAttribute(key, value);
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

const ICONS = {
  chat: 'M4 4h16v12H9l-5 4V4z M8 9h8 M8 12h5',
  close: 'M5 5l14 14 M19 5L5 19',
  send: 'M4 12L20 4l-5 16-3-7-8-1z',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8z M4 21c0-5 4-7 8-7s8 2 8 7',
  clear: 'M5 7h14 M9 7V4h6v3 M7 7l1 13h8l1-13 M10 11v6 M14 11v6',
};

// safeLink returns an address that may be linked to, or '': http, https and tel, and paths of the portal itself. The
// server sends nothing else; the widget does not rely on it.
function safeLink(address, base) {
  if (typeof address !== 'string' || address === '' || /[\u0000-\u001f\u007f\\]/.test(address)) return '';
  try {
    const url = new URL(address, base);
    const relative = address.startsWith('/') && !address.startsWith('//');
    const absolute = /^(https?:\/\/|tel:)/i.test(address);
    return (relative || absolute) && ['http:', 'https:', 'tel:'].includes(url.protocol) ? url.href : '';
  } catch {
    return '';
  }
}

// link shows text as a link where the address allows it, as plain text elsewhere.
function link(text, address, base, words) {
  const href = safeLink(address, base);
  if (!href) return make('span', { text });
  if (href.startsWith('tel:')) return make('a', { href, text });
  return make('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text, make('span', { class: 'hidden', text: words.newWindow }));
}

// telephone makes a number callable: tel: takes digits, and + or the extension's comma.
function telephone(number) {
  return make('a', { href: 'tel:' + number.replace(/[^0-9+,]/g, ''), text: number });
}

function paragraphs(text) {
  return String(text ?? '').split(/\n+/).filter((line) => line.trim()).map((line) => make('p', { text: line }));
}

function randomID() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
