// The customers' side: they send through Postfix and read what lies in their own mailbox.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { eventually } from '../lib/browser/cases.mjs';

const state = process.env.RAPPORT_TEST_MAIL_STATE;
const transport = createTransport({ host: '127.0.0.1', port: Number(process.env.RAPPORT_TEST_MAIL_SMTP), ignoreTLS: true });

// Returns the Message-ID without <> and when Postfix said that it has the mail.
export async function send(mail) {
  const { messageId } = await transport.sendMail(mail);
  return { id: messageId.replaceAll(/[<>]/g, ''), accepted: Date.now() };
}

// Every mail in a mailbox, in no order.
export async function mailsOf(address, folder = '') {
  const base = `${state}/dovecot/mail/${address}/Maildir/${folder}`;
  const out = [];
  for (const part of ['new', 'cur'])
    for (const file of await readdir(`${base}/${part}`).catch(() => [])) {
      const raw = await readFile(`${base}/${part}/${file}`).catch(() => null); // it may move from new to cur
      if (raw) out.push(await PostalMime.parse(raw));
    }
  return out;
}

export function arrival(address, fits, within = 30_000) {
  return eventually(async () => {
    const found = (await mailsOf(address)).filter(fits);
    assert.equal(found.length, 1, `${found.length} such mails for ${address}`);
    return found[0];
  }, within);
}

export const bare = (id) => (id ?? '').replaceAll(/[<>]/g, '').trim();
export const references = (mail) => (mail.references ?? '').split(/\s+/).filter(Boolean).map(bare);
