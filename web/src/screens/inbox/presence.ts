// Tells the others who looks at and who writes in a conversation. A mark lives twenty seconds on the server.
import { conversations } from '../../api/calls';

const renew = 12_000;
let here: string | null = null;
let typed = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function tell() {
  if (here && !document.hidden) void conversations.presence(here, Date.now() - typed < renew).catch(() => {});
}

export function lookAt(conversation: string | null) {
  if (conversation === here) return;
  here = conversation;
  typed = 0;
  clearInterval(timer);
  if (!here) return;
  tell();
  timer = setInterval(tell, renew);
}

export function typingIn(conversation: string) {
  const first = Date.now() - typed > renew;
  if (conversation !== here) return;
  typed = Date.now();
  if (first) tell();
}
