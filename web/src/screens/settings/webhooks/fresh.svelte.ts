// The secret of a webhook that was made just now, on its way from the form to the webhook's page. It is nowhere else.
export const fresh = $state<{ secret: { hook: string; text: string } | null }>({ secret: null });
