// The company's own site, which is not Rapport's: pages with the script tag, under a policy as strict as sites have.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';

export class Site {
  // `name`: the host by which browsers know it.
  constructor(name = 'localhost') {
    this.name = name;
    this.server = createServer((request, response) => {
      const { pathname } = new URL(request.url, 'http://site');
      const rapport = new URL(this.tag.match(/src="([^"]+)"/)[1]).origin;
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': `default-src 'none'; script-src ${rapport}; connect-src ${rapport}; style-src 'self'; img-src 'self'`,
      });
      response.end(this.page(pathname));
    });
  }

  async open(port = 0) {
    await new Promise((then) => this.server.listen(port, '127.0.0.1', then));
    this.origin = `http://${this.name}:${this.server.address().port}`;
    return this;
  }
  close = () => this.server.close();

  tag = '';
  secret = '';

  // /: a visitor nobody knows; /account: Ben is logged in; /de, /fr: in other languages.
  page(path) {
    const language = { '/de': 'de', '/fr': 'fr' }[path] ?? 'en';
    const more =
      path === '/account'
        ? ` data-identity="${this.sign({ user: '4711', name: 'Ben Ozols', email: 'ben@customer.example' })}"`
        : '';
    return `<!doctype html><html lang="${language}"><head><title>Maison Antoinette</title></head><body><main><h1>Bread</h1>
<p>Rye, wheat and spelt, from four in the morning. <a href="/more">More</a></p></main>${this.tag.replace('></script>', `${more}></script>`)}</body></html>`;
  }

  sign(claims, secret = this.secret) {
    const payload = Buffer.from(
      JSON.stringify({
        ...claims,
        expires: Math.floor(Date.now() / 1000) + 600,
      }),
    ).toString('base64url');
    return `${payload}.${createHmac('sha256', secret).update(payload).digest('hex')}`;
  }
}
