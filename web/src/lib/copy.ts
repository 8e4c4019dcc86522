// Puts text on the clipboard. Over plain http the clipboard is closed to pages; then the old way over a selected field.
export async function copied(text: string, field?: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.focus();
    field?.select();
    return field ? document.execCommand('copy') : false;
  }
}
