// What is being written in one conversation. The text leaves the field only when the server has taken it; the draft is
// kept on the server a moment after the last key, and when the member goes elsewhere.
import { attachments as files, conversations, messages } from '../../api/calls';
import { describe } from '../../api/calls.networks';
import { freshKey, Problem } from '../../api/http';
import { client } from '../../api/queries';
import type { Attachment, Conversation, Draft, Message } from '../../api/types';
import { rooted } from '../../lib/rooted.svelte';
import { toasts } from '../../app/toasts.svelte';
import { threadWords as w } from '../../i18n/en.thread';
import { onFlush } from './drafts';
import { everyList } from './list.svelte';
import { asked, type NewPoll } from './poll';
import { threadOf } from './thread.svelte';

const pause = 800;

// What a member wrote and how it is to appear; the draft on the server knows the first three.
type Written = Pick<Draft, 'text' | 'internal' | 'attachments'> &
  Partial<Pick<Composer, 'audience' | 'warning' | 'poll'>>;

export class Composer {
  text: string;
  internal: boolean;
  attachments: Attachment[];
  uploading = $state.raw<string[]>([]);
  sending = $state(false);
  newer = $state.raw<Message[]>([]); // came while the answer was written
  audience = $state(''); // '': as what it answers
  warning = $state<string | null>(null); // null: as what it answers
  poll = $state.raw<NewPoll | null>(null);
  kept = $state<'' | 'saving' | 'saved' | 'unsaved'>('');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private describing: Promise<void> = Promise.resolve();
  private key = freshKey();
  private dirty = false;

  // Begins with the draft from the server.
  constructor(
    readonly id: string,
    draft: Draft | null,
  ) {
    this.text = $state(draft?.text ?? '');
    this.internal = $state(draft?.internal ?? false);
    this.attachments = $state.raw(draft?.attachments ?? []);
  }

  get empty() {
    return !this.text.trim() && !this.attachments.length;
  }

  fill(draft: Written) {
    this.text = draft.text;
    this.internal = draft.internal;
    this.attachments = draft.attachments;
    this.audience = draft.audience ?? '';
    this.warning = draft.warning ?? null;
    this.poll = draft.poll ?? null;
  }

  edited() {
    this.key = freshKey();
    this.dirty = true;
    this.kept = '';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.keep(), pause);
  }

  async keep(keepalive = false) {
    clearTimeout(this.timer);
    if (!this.dirty || this.sending) return;
    this.dirty = false;
    this.kept = 'saving';
    try {
      if (this.empty) await conversations.dropDraft(this.id);
      else await conversations.keepDraft(this.id, this.asDraft(), keepalive);
      this.kept = this.empty ? '' : 'saved';
      for (const list of everyList()) list.change(this.id, { draft: !this.empty });
    } catch {
      this.dirty = true;
      this.kept = 'unsaved';
    }
  }

  private asDraft() {
    return { text: this.text, html: null, internal: this.internal, attachments: this.attachments.map((one) => one.id) };
  }

  async attach(list: Iterable<File>) {
    await Promise.all([...list].map((file) => this.upload(file)));
    this.edited();
  }
  private async upload(file: File) {
    this.uploading = [...this.uploading, file.name];
    try {
      this.attachments = [...this.attachments, await files.add(file)];
    } catch (error) {
      toasts.fail(error, file.name);
    } finally {
      const at = this.uploading.indexOf(file.name);
      this.uploading = this.uploading.filter((_, index) => index !== at);
    }
  }
  // What is sent right after waits for it.
  describe(id: string, description: string) {
    this.describing = describe(id, description).then(
      (made) => void (this.attachments = this.attachments.map((one) => (one.id === id ? made : one))),
      (error) => void toasts.fail(error),
    );
  }
  detach(id: string) {
    this.attachments = this.attachments.filter((one) => one.id !== id);
    this.edited();
  }

  // In `parts` when it is too long for one message. True when the server has it.
  async send(close: boolean, parts: string[] = []): Promise<boolean> {
    if (this.sending || this.empty || this.uploading.length) return false;
    this.sending = true;
    clearTimeout(this.timer);
    await this.describing;
    const thread = threadOf(this.id);
    const seen = (this.newer.at(-1) ?? thread.newest)?.id ?? null;
    const { text, internal, attachments, audience, warning, poll } = this;
    const was = { text, internal, attachments, audience, warning, poll };
    const [first = was.text, ...then] = was.internal ? [] : parts;
    const body = {
      text: first,
      ...(then.length ? { then } : {}),
      internal: was.internal,
      attachments: was.attachments.map((one) => one.id),
      close,
      seen,
      ...(was.internal ? {} : this.shownAs()),
    };
    try {
      const sent = await conversations.send(this.id, body, this.key);
      thread.put(sent);
      this.sent(sent, was, close);
      return true;
    } catch (error) {
      this.refused(error);
      return false;
    } finally {
      this.sending = false;
      this.key = freshKey();
    }
  }

  private shownAs() {
    const poll = asked(this.poll);
    return {
      ...(this.audience ? { audience: this.audience } : {}),
      ...(this.warning === null ? {} : { subject: this.warning.trim() }),
      ...(poll ? { poll } : {}),
    };
  }

  private sent(message: Message, was: Written, close: boolean) {
    this.fill({ text: '', internal: this.internal, attachments: [], audience: '', warning: null, poll: null });
    this.newer = [];
    this.dirty = false;
    this.kept = '';
    void client.invalidateQueries({ queryKey: ['conversation', this.id] });
    for (const list of everyList()) list.change(this.id, { draft: false });
    const until = message.delivery?.undo_until ? Date.parse(message.delivery.undo_until) - Date.now() : 10_000;
    if (!was.internal) toasts.say(w.composer.sentTip, { until, undo: () => this.takeBack(message, was, close) });
  }

  private refused(error: unknown) {
    const newer =
      error instanceof Problem && error.code === 'conflict'
        ? (error.body['newer'] as Message[] | undefined)
        : undefined;
    if (!newer) {
      toasts.fail(error, w.composer.failed);
      return;
    }
    this.newer = newer;
    for (const message of newer) threadOf(this.id).put(message);
  }

  // Undo: the message goes, the text and the files are in the field again.
  async takeBack(message: Message, was: Written, closed: boolean) {
    const draft = await messages.undo(message.id);
    const own = this.text.trim();
    this.fill({ ...was, ...(draft ?? {}), text: [was.text, own].filter(Boolean).join('\n\n') });
    threadOf(this.id).remove(message.id);
    void threadOf(this.id).load();
    if (closed) await conversations.reopen(this.id).catch(() => {});
    this.edited();
    void client.invalidateQueries({ queryKey: ['conversation', this.id] } satisfies { queryKey: [string, string] });
    for (const list of everyList()) if (closed) void list.refresh();
    return this.id;
  }

  // A failed message comes back into the field to be changed.
  async edit(message: Message) {
    await messages.undo(message.id).then(
      () => threadOf(this.id).remove(message.id),
      () => {},
    );
    this.fill({ text: message.text, internal: false, attachments: message.attachments });
    this.edited();
  }
}

const kept = new Map<string, Composer>();

export function composerOf(conversation: Conversation): Composer {
  const composer = kept.get(conversation.id) ?? rooted(() => new Composer(conversation.id, conversation.draft_text));
  kept.set(conversation.id, composer);
  return composer;
}

onFlush(() => {
  for (const composer of kept.values()) void composer.keep(true);
});
