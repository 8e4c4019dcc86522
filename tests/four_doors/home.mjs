// The site of her own, over TLS, under the name that is her handle on Bluesky: it links to her profile on the Fediverse,
// and the server there looks for itself.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { promisify } from 'node:util';

export class Home {
  // `folder` holds home.pem and home.key; `address` is free on port 443.
  constructor(name, folder, address) {
    Object.assign(this, { name, folder, address });
    const [key, cert] = ['key', 'pem'].map((kind) => readFileSync(`${folder}/home.${kind}`));
    this.server = createServer({ key, cert }, (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(`<!doctype html><title>Ana</title><p>I write <a rel="me" href="${this.profile}">over there</a>.</p>`);
    });
  }
  profile = '';

  get url() {
    return `https://${this.name}/`;
  }
  open = () => new Promise((then) => this.server.listen(443, this.address, then));
  close() {
    this.server.close();
    this.server.closeAllConnections();
  }

  // The server of the Fediverse goes and looks. Only for it, in a namespace that ends with it, the name leads here and the
  // certificate is one to trust.
  async lookedAt(town, account) {
    const hosts = `${this.folder}/hosts`;
    writeFileSync(hosts, `${readFileSync('/etc/hosts', 'utf8')}\n${this.address} ${this.name}\n`);
    const look = `mount --bind "$1" /etc/hosts && mount --bind "$2" /etc/ssl/certs/ca-certificates.crt && exec snac verify_links "$3" "$4"`;
    const words = ['--mount', 'sh', '-c', look, 'look', hosts, `${this.folder}/home.pem`, town, account];
    await promisify(execFile)('unshare', words, { timeout: 20_000 });
  }
}
