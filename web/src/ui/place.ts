// Puts a floating box beside its anchor, inside the window. Sizes in CSS pixels.
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}
export interface Wish {
  align?: 'start' | 'end';
  gap?: number;
  above?: boolean;
}

export function beside(
  anchor: Box,
  size: { width: number; height: number },
  view: { width: number; height: number },
  wish: Wish = {},
) {
  const { align = 'start', gap = 4, above = false } = wish;
  const edge = 8;
  const left = align === 'start' ? anchor.left : anchor.left + anchor.width - size.width;
  const below = anchor.top + anchor.height + gap;
  const over = anchor.top - gap - size.height;
  const fitsBelow = below + size.height <= view.height - edge;
  const top = (above && over >= edge) || (!fitsBelow && over >= edge) ? over : below;
  return {
    left: Math.max(edge, Math.min(left, view.width - size.width - edge)),
    top: Math.max(edge, Math.min(top, view.height - size.height - edge)),
  };
}

export function float(box: HTMLElement, anchor: Element, wish: Wish = {}) {
  const rtl = getComputedStyle(anchor).direction === 'rtl';
  const align = rtl ? (wish.align === 'end' ? 'start' : 'end') : wish.align;
  const size = { width: box.offsetWidth, height: box.offsetHeight };
  const at = beside(
    anchor.getBoundingClientRect(),
    size,
    { width: innerWidth, height: innerHeight },
    { ...wish, align },
  );
  box.style.left = `${at.left}px`;
  box.style.top = `${at.top}px`;
}
