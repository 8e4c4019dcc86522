// What somebody typed into the form of a channel, what is wrong with it, and what the last test said.
import { connections } from '../../../api/calls.settings';
import { Problem } from '../../../api/http';
import type { Authorisation, Channel, ChannelTest, Network } from '../../../api/types';
import { channelWords as w } from '../../../i18n/en.channels';
import { keyOfField, missing, nameFor, startOf, toSend, type Values } from '../../../lib/options';

export class ChannelForm {
  values = $state<Values>({});
  dropped = $state<string[]>([]);
  typedName = $state<string | null>(null);
  errors = $state.raw<Record<string, string>>({});
  problem = $state.raw<Problem | null>(null); // what belongs to no field
  busy = $state<'test' | 'save' | null>(null);
  result = $state.raw<ChannelTest | null>(null);
  login = $state.raw<Authorisation | null>(null); // what a login at the network gave
  pasting = $state(false); // by hand instead
  private tested = $state('');
  private saved = $state('');

  // What a login fills in is not asked for, unless somebody wants to type it.
  byLogin = $derived.by(() => this.network.authorise !== null && !this.pasting);
  waitsForLogin = $derived.by(() => this.byLogin && this.login?.state !== 'granted' && this.channel === undefined);
  options = $derived.by(() => this.network.options.filter((option) => !(this.byLogin && option.by_login)));
  // What is typed by whom does not log in.
  secret = $derived.by(
    () => this.network.options.find((option) => option.by_login && option.type === 'secret')?.label.toLowerCase() ?? '',
  );
  sent = $derived(JSON.stringify(toSend(this.values, this.dropped)));
  name = $derived.by(
    () =>
      this.typedName ??
      this.channel?.name ??
      this.login?.options['account'] ??
      nameFor(this.network.options, this.values),
  );
  stale = $derived(this.result !== null && this.tested !== this.sent);
  proven = $derived(this.result?.ok === true && !this.stale);
  changed = $derived.by(
    () => this.saved !== this.sent || (this.channel !== undefined && this.name !== this.channel.name),
  );
  secretsSet = $derived.by(() => (this.channel?.secrets_set ?? []).filter((key) => !this.dropped.includes(key)));

  constructor(
    readonly network: Network,
    readonly channel?: Channel,
  ) {
    this.values = startOf(network.options, channel?.options);
    this.saved = this.sent;
  }

  change(key: string, value: string) {
    this.values[key] = value;
    this.forgive(key);
  }
  drop(key: string) {
    this.dropped = [...this.dropped, key];
  }
  keep(key: string) {
    this.dropped = this.dropped.filter((one) => one !== key);
  }
  forgive(key: string) {
    if (!(key in this.errors)) return;
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([one]) => one !== key));
  }

  // False when the other side, or the form itself, had something against it; `errors` then says where.
  async test(): Promise<boolean> {
    if (!this.complete()) return false;
    return this.run('test', async () => {
      this.result = null;
      const tested = this.sent;
      const { network, channel } = this;
      const result = await connections.test({
        network: network.id,
        options: JSON.parse(tested),
        ...(channel ? { channel: channel.id } : {}),
        ...this.withLogin(),
      });
      this.tested = tested;
      this.result = result;
      if (!result.ok) this.blame(result.field, result.error ?? w.tested.bad);
      return result.ok;
    });
  }

  // What was made or changed; null when it was not.
  async save(): Promise<Channel | null> {
    if (!this.complete(true)) return null;
    let made: Channel | null = null;
    await this.run('save', async () => {
      const options = JSON.parse(this.sent);
      const name = this.name.trim();
      const body = this.network.options.length && this.saved !== this.sent ? { name, options } : { name };
      made = this.channel
        ? await connections.change(this.channel.id, body)
        : await connections.add({ network: this.network.id, name, options, ...this.withLogin() });
      this.saved = this.sent;
      return true;
    });
    return made;
  }

  private withLogin() {
    return this.login ? { authorisation: this.login.id } : {};
  }

  private complete(withName = false): boolean {
    const blank = missing(this.options, this.values, this.secretsSet);
    this.errors = Object.fromEntries(blank.map((option) => [option.key, w.fill.missing(option.label)]));
    if (withName && !this.name.trim()) this.errors = { ...this.errors, name_in_rapport: w.fill.missing(w.fill.name) };
    this.problem = null;
    return Object.keys(this.errors).length === 0;
  }

  private async run(what: 'test' | 'save', doing: () => Promise<boolean>): Promise<boolean> {
    this.busy = what;
    try {
      return await doing();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (!this.blame(error.body.field, error.message)) this.problem = error;
      return false;
    } finally {
      this.busy = null;
    }
  }

  // Back from the network, with what was typed before.
  comeBack(login: Authorisation, before: Values) {
    this.values = { ...this.values, ...before, ...login.options };
    this.login = login;
  }

  // True when the field is one of the form.
  blame(field: string | null | undefined, text: string): boolean {
    const key = field === 'name' ? 'name_in_rapport' : keyOfField(field);
    const known = key === 'name_in_rapport' || this.network.options.some((option) => option.key === key);
    if (key && known) this.errors = { ...this.errors, [key]: text };
    return known;
  }
}
