// One browser window with one person in front of it: counts the keys that are pressed, and hears what the page complains of.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { eventually } from './cases.mjs';

const program = process.env.RAPPORT_TEST_CHROMIUM ?? '/usr/bin/chromium';
const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export const sizes = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } };

export const openBrowser = () => chromium.launch({ executablePath: program, args: flags.split(' ') });

export class Window {
  static #open = new Set();
  strokes = 0;
  complaints = [];
  #allowed = [];

  // `storage`: of Client, to be logged in.
  static async open(browser, address, { storage, width = 1440, scheme = 'light' } = {}) {
    const window = new Window();
    Window.#open.add(window);
    window.address = address;
    window.context = await browser.newContext({
      baseURL: address,
      viewport: sizes[width],
      hasTouch: width < 720,
      colorScheme: scheme,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'Europe/Paris',
      ...(storage ? { storageState: storage } : {}),
    });
    window.context.setDefaultTimeout(30_000);
    window.page = await window.context.newPage();
    await window.listen();
    return window;
  }

  async listen() {
    await this.page.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`),
      ),
    );
    const hear = (text) => this.#allowed.some((one) => one.test(text)) || this.complaints.push(text);
    this.page.on('console', (said) => said.type() === 'error' && hear(`${said.text()} ${said.location().url}`));
    this.page.on('pageerror', (error) => hear(error.message));
  }

  // What the test itself brings about is no fault of the page.
  expect(...complaints) {
    this.#allowed.push(...complaints);
  }

  async go(path) {
    await this.page.goto(path, { waitUntil: 'domcontentloaded' });
    await this.settled();
    return this;
  }

  // Nothing is being fetched for the first time any more, and the letters are there.
  settled() {
    return this.page.waitForFunction(
      () =>
        document.fonts.status === 'loaded' &&
        !document.querySelector('.skeleton') &&
        (document.querySelector('main')?.innerText.trim().length ?? 0) > 0,
    );
  }

  // Each chord ("Control+Enter") is one stroke.
  async press(...keys) {
    for (const key of keys) {
      this.strokes += 1;
      await this.page.keyboard.press(key);
    }
  }
  // Text is not counted.
  type(text) {
    return this.page.keyboard.type(text);
  }
  async counted(body) {
    const before = this.strokes;
    await body();
    return this.strokes - before;
  }

  get path() {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }
  focused() {
    return this.page.evaluate(() => {
      const at = document.activeElement;
      return at?.getAttribute('aria-label') || at?.textContent?.trim().slice(0, 60) || at?.tagName || '';
    });
  }
  sees(text, within) {
    return this.page.getByText(text).first().waitFor(within ? { timeout: within } : {});
  }
  eventuallyAt(pattern) {
    return eventually(() => assert.match(this.path, pattern));
  }

  // After a failure: a picture of every window that is open, and what they complained of. They are closed.
  static async witness(stem) {
    const heard = [];
    for (const [at, window] of [...Window.#open].entries()) {
      heard.push(...window.complaints);
      await window.page.screenshot({ path: `${stem}-${at + 1}.png` }).catch(() => {});
      await window.context.close().catch(() => {});
    }
    Window.#open.clear();
    return heard;
  }

  // Ends the window; the page must not have complained.
  async close() {
    Window.#open.delete(this);
    await this.context.close();
    assert.deepEqual(this.complaints, []);
  }
}
