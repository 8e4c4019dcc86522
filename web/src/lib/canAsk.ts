// Whether somebody can be asked something by this handle that nobody else hears: there is a channel to its network, and the
// narrowest audience there is private.
interface Reach {
  id: string;
  visibility: string;
  can: { start: boolean; reply: boolean };
  audiences: { visibility: string }[];
}

export function canAsk(
  identity: { network: string },
  networks: Reach[],
  channels: { network: string; state: string }[],
): boolean {
  const network = networks.find((one) => one.id === identity.network);
  if (!network || !(network.can.start || network.can.reply)) return false;
  const narrowest = network.audiences.at(-1)?.visibility ?? network.visibility;
  const idle = ['imported', 'paused'];
  return narrowest === 'private' && channels.some((one) => one.network === network.id && !idle.includes(one.state));
}
