// Images of a mail from elsewhere: fetched by our server, two at a time, and put into the frame as what they are.
import { messages as calls } from '../../api/calls';

const atOnce = 2;
const tries = 5;

// The images of `inside` whose address stands in data-src. Resolves to how many could not be had; what was made is
// given back when `signal` ends.
export async function showRemoteImages(inside: Document, message: string, signal: AbortSignal): Promise<number> {
  const waiting = [...inside.querySelectorAll<HTMLImageElement>('img[data-src]')];
  let failed = 0;
  const worker = async () => {
    for (let image = waiting.shift(); image && !signal.aborted; image = waiting.shift()) {
      const picture = await fetched(message, image.getAttribute('data-src') ?? '', signal);
      if (signal.aborted) return;
      if (!picture) failed += 1;
      else show(image, picture, signal);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return failed;
}

function show(image: HTMLImageElement, picture: Blob, signal: AbortSignal) {
  const address = URL.createObjectURL(picture);
  signal.addEventListener('abort', () => URL.revokeObjectURL(address));
  image.removeAttribute('data-src');
  image.src = address;
}

// 503 with Retry-After: the server is busy with other people's images.
async function fetched(message: string, address: string, signal: AbortSignal): Promise<Blob | null> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const answer = await fetch(calls.image(message, address), { signal }).catch(() => null);
    if (answer?.ok) return answer.blob().catch(() => null);
    const wait = Number(answer?.headers.get('Retry-After') ?? 0);
    if (!wait) return null;
    await new Promise((then) => setTimeout(then, wait * 1000));
  }
  return null;
}
