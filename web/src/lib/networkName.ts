// How a network writes its own name, for one that this version cannot connect and so has no label for.
const special: Record<string, string> = { whatsapp: 'WhatsApp', x: 'X', xmpp: 'XMPP', youtube: 'YouTube' };

export function networkName(id: string): string {
  return special[id] ?? id.slice(0, 1).toUpperCase() + id.slice(1);
}
