// The secret of a channel that was connected just now, on its way from the form to the channel's page. It is nowhere else.
export const fresh = $state<{ secret: { channel: string; text: string } | null }>({ secret: null });
