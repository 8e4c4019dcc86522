// The looks of the window. A site changes them from outside:
//   rapport-chat { --rapport-chat-colour: #7a3e12; --rapport-chat-font: Georgia, serif; }
const light = `
  --ground: #fff; --sunken: #f3f5f7; --line: #d9dee3; --edge: #7b858f; --ink: #1b2126; --quiet: #545d66;
  --bad: #b3261e; --bad-ground: #fdeeec; --float: 0 1px 3px #0f182214, 0 12px 40px #0f182233; --ring: #1f6fd6;
`;
const dark = `
  --ground: #191d21; --sunken: #242a2f; --line: #363e45; --edge: #87929c; --ink: #eceff1; --quiet: #a9b3bc;
  --bad: #ff9d93; --bad-ground: #3a1f1d; --float: 0 1px 3px #0006, 0 12px 40px #000a; --ring: #79b4ff;
`;

export const style = `
:host { all: initial; ${light} color-scheme: light; }
@media (prefers-color-scheme: dark) { :host(:not([data-theme=light])) { ${dark} color-scheme: dark; } }
:host([data-theme=dark]) { ${dark} color-scheme: dark; }
* { box-sizing: border-box; }
.root {
  --accent: var(--rapport-chat-colour, var(--own, #22566f)); --on-accent: var(--rapport-chat-ink, var(--own-ink, #fff));
  --round: var(--rapport-chat-radius, 14px);
  position: fixed; z-index: var(--rapport-chat-layer, 2147483000);
  inset-block-end: var(--rapport-chat-bottom, 20px); inset-inline-end: var(--rapport-chat-side, 20px);
  font: 15px/1.45 var(--rapport-chat-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
  color: var(--ink); text-align: start; -webkit-text-size-adjust: 100%;
}
button, input, textarea { font: inherit; color: inherit; letter-spacing: inherit; }
button { cursor: pointer; border: 0; background: none; padding: 0; }
button:disabled { cursor: default; }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--ring); outline-offset: 2px; }
svg { inline-size: 20px; block-size: 20px; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round;
  stroke-linejoin: round; display: block; flex: none; }
.launch { display: flex; align-items: center; justify-content: center; inline-size: 56px; block-size: 56px;
  border-radius: 50%; background: var(--accent); color: var(--on-accent); box-shadow: var(--float); position: relative;
  transition: transform .12s ease-out; }
.launch:hover { transform: translateY(-1px); }
.launch svg { inline-size: 26px; block-size: 26px; }
.launch:focus-visible { outline-offset: 3px; }
.badge { position: absolute; inset-block-start: -3px; inset-inline-end: -3px; min-inline-size: 21px; block-size: 21px;
  border-radius: 11px; padding: 0 6px; background: #b3261e; color: #fff; font-size: 12px; line-height: 21px;
  font-weight: 600; text-align: center; font-variant-numeric: tabular-nums; box-shadow: 0 0 0 2px var(--ground); }
.window { position: absolute; inset-block-end: 70px; inset-inline-end: 0; display: flex; flex-direction: column;
  inline-size: min(384px, calc(100vw - 40px)); block-size: min(620px, calc(100vh - 110px));
  block-size: min(620px, calc(100dvh - 110px)); background: var(--ground); border-radius: var(--round);
  box-shadow: var(--float), 0 0 0 1px var(--line); overflow: hidden; }
.body { display: contents; }
[hidden] { display: none !important; }
header { display: flex; align-items: flex-start; gap: 12px; padding: 14px 10px 13px 18px; border-block-end: 1px solid var(--line); }
header div { flex: 1; min-inline-size: 0; padding-block-start: 3px; }
h2 { margin: 0; font-size: 16px; line-height: 1.3; font-weight: 600; overflow-wrap: anywhere; }
.status { margin: 2px 0 0; font-size: 13px; line-height: 1.4; color: var(--quiet); }
.status::first-letter { text-transform: uppercase; }
.tool { display: flex; align-items: center; justify-content: center; inline-size: 36px; block-size: 36px; flex: none;
  border-radius: 8px; color: var(--quiet); }
.tool:hover { background: var(--sunken); color: var(--ink); }
.note { margin: 0; padding: 8px 18px; font-size: 13px; background: var(--sunken); color: var(--quiet); }
.note.bad { background: var(--bad-ground); color: var(--bad); }
.log { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 16px 18px 8px; display: flex;
  flex-direction: column; gap: 4px; scrollbar-width: thin; }
.log:focus-visible { outline-offset: -3px; }
.earlier { align-self: center; }
.day { align-self: center; margin: 10px 0 6px; font-size: 12px; color: var(--quiet); }
.line { display: flex; flex-direction: column; align-items: flex-start; max-inline-size: 86%; }
.line.own { align-self: flex-end; align-items: flex-end; }
.line.turn { margin-block-start: 10px; }
.who { font-size: 12px; color: var(--quiet); margin: 0 2px 3px; }
.words { margin: 0; padding: 8px 12px; border-radius: 4px 14px 14px 14px; background: var(--sunken);
  white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.own .words { border-radius: 14px 4px 14px 14px; background: var(--accent); color: var(--on-accent); }
.gone .words { background: none; color: var(--quiet); font-style: italic; padding-inline: 2px; }
.under { font-size: 12px; color: var(--quiet); margin: 3px 2px 0; font-variant-numeric: tabular-nums; }
.under.bad { color: var(--bad); }
.under button, .plain { text-decoration: underline; text-underline-offset: 2px; padding: 4px 0; min-block-size: 24px; color: inherit; }
.file { display: flex; align-items: center; gap: 8px; max-inline-size: 100%; margin-block-start: 4px; padding: 8px 12px 8px 10px;
  border: 1px solid var(--line); border-radius: 10px; background: var(--ground); font-size: 14px; text-align: start; min-block-size: 40px; }
button.file:hover { border-color: var(--edge); }
.file span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-inline-size: 0; }
.file small { color: var(--quiet); font-size: 12px; white-space: nowrap; }
form { margin: 0; }
.compose { border-block-start: 1px solid var(--line); padding: 10px 10px 10px 12px; }
.compose.over { background: var(--sunken); }
.box { display: flex; align-items: flex-end; gap: 2px; }
textarea { flex: 1; min-inline-size: 0; resize: none; border: 0; background: none; padding: 8px 6px; max-block-size: 140px;
  line-height: 1.4; font-size: 16px; field-sizing: content; }
textarea:focus-visible { outline: none; }
.box { border: 1px solid var(--edge); border-radius: 12px; padding: 2px; background: var(--ground); }
.box:focus-within { outline: 2px solid var(--ring); outline-offset: -1px; }
.go { display: flex; align-items: center; justify-content: center; inline-size: 36px; block-size: 36px; margin: 1px;
  border-radius: 10px; background: var(--accent); color: var(--on-accent); flex: none; }
.go:disabled { background: var(--sunken); color: var(--quiet); }
.files { display: flex; flex-direction: column; gap: 4px; margin-block-end: 8px; }
.files .file { margin: 0; padding-block: 2px; padding-inline-end: 2px; min-block-size: 36px; }
.files .file span { flex: 1; }
.foot { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 14px; margin: 6px 4px 0; font-size: 13px; color: var(--quiet); }
.foot:empty { display: none; }
.foot svg { inline-size: 16px; block-size: 16px; }
.with-icon { display: inline-flex; align-items: center; gap: 6px; text-align: start; }
.page { flex: 1; overflow-y: auto; padding: 20px 18px; display: flex; flex-direction: column; gap: 16px; }
.page p { margin: 0; }
.greeting { padding: 10px 14px; border-radius: 4px 14px 14px 14px; background: var(--sunken); align-self: flex-start; overflow-wrap: anywhere; }
.fine { font-size: 13px; color: var(--quiet); }
.fine a { color: inherit; }
.spring { flex: 1; }
.page > .bad:empty { margin-block-start: -16px; }
label.field { display: block; font-size: 13px; color: var(--quiet); }
.field input { display: block; inline-size: 100%; margin-block-start: 4px; padding: 9px 11px; font-size: 16px; line-height: 1.3;
  color: var(--ink); background: var(--ground); border: 1px solid var(--edge); border-radius: 10px; }
.field input[aria-invalid=true] { border-color: var(--bad); }
.field .bad, .page .bad { color: var(--bad); font-size: 13px; }
label.check { display: flex; gap: 10px; font-size: 14px; align-items: flex-start; }
.check input { inline-size: 20px; block-size: 20px; margin: 0; flex: none; accent-color: var(--accent); }
.main { background: var(--accent); color: var(--on-accent); border-radius: 10px; padding: 11px 16px; font-weight: 600; min-block-size: 44px; }
.second { border: 1px solid var(--edge); border-radius: 10px; padding: 10px 16px; min-block-size: 44px; }
.second:hover { background: var(--sunken); }
.row { display: flex; gap: 10px; } .row > * { flex: 1; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 520px) {
  .root.open { inset: 0; }
  .open .launch { display: none; }
  .window { position: fixed; inset: 0; inline-size: auto; block-size: auto; border-radius: 0; }
  header { padding-block-start: max(14px, env(safe-area-inset-top)); }
  .compose { padding-block-end: max(10px, env(safe-area-inset-bottom)); }
  .tool, .go { inline-size: 44px; block-size: 44px; }
  textarea { padding-block: 11px; }
}
@media (max-width: 520px) and (max-height: 420px) { header { padding-block: 6px; } .status { display: none; } }
@media (forced-colors: active) { .words, .launch, .go, .main { border: 1px solid; } }
@media (prefers-reduced-motion: reduce) { .launch { transition: none; } .launch:hover { transform: none; } }
`;
