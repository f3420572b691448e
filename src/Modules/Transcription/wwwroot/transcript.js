// One transcript beside its sound: reading with a click to any second, editing with undo and saving by itself. Everything happens in
// the browser, because typing must not wait for a server; the server has the last word by the version of the text.
import { Editor } from './editor.js';
import { Waveform } from './waveform.js';

const attached = new WeakMap();

export const clock = seconds => {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return `${h ? `${h}:${String(m).padStart(2, '0')}` : m}:${String(s).padStart(2, '0')}`;
};

export async function call(path, options) {
  const answer = await fetch(new URL(path, document.baseURI), { headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, ...options });
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  let problem = {};
  try { problem = await answer.json(); } catch { /* No words for it. */ }
  throw Object.assign(new Error(problem.detail ?? `The server answered ${answer.status}.`), { status: answer.status, code: problem.code });
}

export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

class View {
  constructor(root, id, at) {
    Object.assign(this, { root, id, at, segments: [], version: 0, complete: false, path: `api/v1/transcriptions/${id}` });
    this.audio = root.querySelector('audio');
    this.list = root.querySelector('[data-segments]');
    this.status = root.querySelector('[data-status]');
    this.follow = root.querySelector('[data-follow]');
    this.audio?.addEventListener('timeupdate', () => this.playing());
    this.list.addEventListener('click', event => this.clicked(event));
    const canvas = root.querySelector('canvas');
    if (canvas && this.audio) this.waveform = new Waveform(canvas, this.audio, `${this.path}/waveform`);
    const tools = root.querySelector('[data-editor]');
    if (tools) this.editor = new Editor(this, tools);
  }

  async load() {
    const transcript = await call(`${this.path}/transcript`);
    Object.assign(this, { segments: transcript.segments, version: transcript.version, complete: transcript.complete });
    this.render();
    if (this.at !== null && this.segments.length) {
      this.jump(this.at, true);
      this.at = null;
    }
  }

  /** What was heard meanwhile; not while somebody is changing it. */
  async refresh() {
    if (this.editor?.busy) return;
    const before = this.segments.length;
    const transcript = await call(`${this.path}/transcript`);
    if (transcript.version === this.version && transcript.segments.length === before) return;
    Object.assign(this, { segments: transcript.segments, version: transcript.version, complete: transcript.complete });
    this.render();
  }

  render() {
    this.now = null;
    this.list.replaceChildren(...this.segments.map((segment, index) => this.row(segment, index)));
    this.root.dataset.count = String(this.segments.length);
    this.editor?.rendered();
  }

  row(segment, index) {
    const time = make('button', { type: 'button', className: 'segment-time', textContent: clock(segment.start) });
    time.dataset.at = String(segment.start);
    time.setAttribute('aria-label', `Play from ${clock(segment.start)}`);
    const row = make('li', { className: 'segment' }, time);
    row.dataset.index = String(index);
    if (this.editor?.editing) row.append(...this.editor.fields(segment, index));
    else row.append(make('div', { className: 'segment-body' }, ...(segment.speaker ? [make('div', { className: 'segment-speaker', textContent: segment.speaker })] : []), this.text(segment)));
    return row;
  }

  text(segment) {
    const text = make('p', { className: 'segment-text' });
    let from = 0;
    for (const word of segment.words ?? []) {
      const at = segment.text.indexOf(word.text, from);
      if (at < 0) continue;
      const span = make('span', { className: 'word', textContent: word.text });
      span.dataset.at = String(word.start);
      if (word.confidence !== null && word.confidence < 0.5) {
        span.classList.add('word-doubtful');
        span.title = `Confidence ${Math.round(word.confidence * 100)} %`;
      }
      text.append(segment.text.slice(from, at), span);
      from = at + word.text.length;
    }
    text.append(segment.text.slice(from));
    return text;
  }

  clicked(event) {
    const target = event.target.closest('[data-at]');
    if (target) this.jump(Number(target.dataset.at), false, true);
  }

  jump(seconds, show, play = false) {
    if (this.audio) {
      const go = () => { this.audio.currentTime = seconds; if (play) this.audio.play().catch(() => {}); };
      if (this.audio.readyState > 0) go();
      else {
        this.audio.addEventListener('loadedmetadata', go, { once: true });
        this.audio.preload = 'metadata';
        this.audio.load();
      }
    }
    this.mark(seconds, show);
  }

  playing() { this.mark(this.audio.currentTime, this.follow?.checked && !this.audio.paused && !this.editor?.editing); }

  mark(seconds, show) {
    let [low, high] = [0, this.segments.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.segments[middle].start <= seconds + 0.01) low = middle; else high = middle - 1;
    }
    const row = this.list.children[low];
    if (!row) return;
    if (row !== this.now) {
      this.now?.removeAttribute('aria-current');
      this.now = row;
      row.setAttribute('aria-current', 'true');
    }
    if (show) row.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  }

  say(text, wrong = false) {
    if (!this.status) return;
    this.status.textContent = text;
    this.status.classList.toggle('wrong', wrong);
  }

  close() {
    this.audio?.pause();
    this.waveform?.close();
    this.editor?.close();
  }
}

export async function attach(root, id, at) {
  if (!root || attached.has(root)) return;
  const view = new View(root, id, at);
  attached.set(root, view);
  try {
    await view.load();
  } catch (error) {
    view.say(error.message, true);
  }
  root.dataset.ready = 'true';
}

export async function refresh(root) { await attached.get(root)?.refresh().catch(() => {}); }

export function detach(root) {
  attached.get(root)?.close();
  attached.delete(root);
}
