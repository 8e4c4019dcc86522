// A mail's HTML for a sandboxed frame. The server has cleaned it already; here it is cleaned once more by the browser's
// own parser, remote images stay off until a member asks and then come through our server (remoteImages.ts), and
// pictures of the mail itself come from our server too.
import DOMPurify from 'dompurify';
import { attachments as calls } from '../../api/calls';
import type { Attachment } from '../../api/types';

const allowed = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select', 'video', 'audio', 'base', 'meta', 'link'],
  FORBID_ATTR: ['srcset', 'ping', 'background', 'id', 'name'],
  ADD_ATTR: ['target', 'data-src'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:|data:image\/(?:png|jpeg|gif|webp);base64,|\/api\/)/i,
  RETURN_DOM: true as const,
};

export function mailDocument(html: string, files: Attachment[]): string {
  const body = DOMPurify.sanitize(html, allowed) as HTMLElement;
  for (const image of body.querySelectorAll('img')) place(image, files);
  for (const link of body.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
  }
  return `<!doctype html><html lang=""><head><meta charset="utf-8"><link rel="stylesheet" href="/mail.css"></head><body>${body.innerHTML}</body></html>`;
}

function place(image: HTMLImageElement, files: Attachment[]) {
  const from = image.getAttribute('src') ?? '';
  const remote = image.getAttribute('data-src') ?? (/^https?:/i.test(from) ? from : '');
  image.removeAttribute('data-src');
  image.loading = 'lazy';
  if (from.startsWith('cid:')) {
    const file = files.find((one) => one.content_id?.replace(/^<|>$/g, '') === decodeURIComponent(from.slice(4)));
    if (file) image.src = calls.href(file.id, true);
    else image.removeAttribute('src');
  } else if (remote) {
    image.removeAttribute('src');
    image.setAttribute('data-src', remote);
  }
}

// A mail that would lose something as plain text.
export const isRich = (html: string) => /<(img|table|h[1-3]|ul|ol)\b/i.test(html);
