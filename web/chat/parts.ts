// Making elements. Words go in as text and never as markup, whoever wrote them.
type Child = Node | string | null | false;
type Props = Record<string, string | boolean | ((event: Event) => void) | null>;

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, '');
    else if (typeof value === 'string') made.setAttribute(name, value);
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return made;
}

const space = 'http://www.w3.org/2000/svg';
const shapes = {
  speech:
    'M12 4c4.7 0 8.500 3.100 8.500 7s-3.800 7-8.500 7a10 10 0 0 1-2.600-.3L5 20.500l.9-4.100A6.500 6.500 0 0 1 3.500 11c0-3.900 3.800-7 8.500-7Z',
  close: 'm6 6 12 12M18 6 6 18',
  down: 'm6 9.500 6 6 6-6',
  send: 'M12 19V5m-6 6 6-6 6 6',
  clip: 'm20 11.500-8.300 8.300a5 5 0 0 1-7.100-7.100L13.300 4a3.400 3.400 0 0 1 4.800 4.800l-8.600 8.600a1.700 1.700 0 0 1-2.400-2.400l7.900-7.900',
  file: 'M14 3.500H7A1.500 1.500 0 0 0 5.500 5v14A1.500 1.500 0 0 0 7 20.500h10a1.500 1.500 0 0 0 1.500-1.500V8L14 3.500Zm0 0V8h4.500',
  mail: 'M4 6.500h16v11H4zm0 .5 8 6 8-6',
};

export function icon(name: keyof typeof shapes): SVGSVGElement {
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', shapes[name]);
  svg.append(path);
  return svg;
}

// Black or white, whichever is read better on the colour (WCAG relative luminance).
export function inkOn(colour: string): string {
  const part = (at: number) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const light = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? '#ffffff' : '#000000';
}

export function sizeOf(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1e6 ? [Math.max(1, bytes / 1e3), 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(
    value,
  );
}
