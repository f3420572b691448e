// One transcript beside its sound: reading with a click to any second, editing with undo and saving by itself. Everything happens in
// the browser, because typing must not wait for a server; the server has the last word by the version of the text.
import { Editor } from './editor.js';
import { Find } from './find.js';
import { Keys } from './keys.js';
import { Rows } from './rows.js';
import { Waveform } from './waveform.js';
import { call, make } from './server.js';
import { clock } from './times.js';

const attached = new WeakMap();
const step = 5; // s
const firstPart = 60; // segments
const doubtful = 0.5;

/** Where the words of a segment stand in its text. */
function places(segment) {
  let passed = 0;
  return (segment.words ?? []).flatMap(word => {
    const from = segment.text.indexOf(word.text, passed);
    if (from < 0) return [];
    passed = from + word.text.length;
    return [{ word, from, to: passed }];
  });
}

// Which letter of a text was clicked.
function letterAt(text, { clientX, clientY }) {
  const place = document.caretPositionFromPoint?.(clientX, clientY);
  const found = place ? [place.offsetNode, place.offset] : (r => [r?.startContainer, r?.startOffset])(document.caretRangeFromPoint?.(clientX, clientY));
  if (!text.contains(found[0])) return 0;
  const before = new Range();
  before.setStart(text, 0);
  before.setEnd(...found);
  return before.toString().length;
}

class View {
  constructor(root, id, at) {
    Object.assign(this, { root, id, at, segments: [], version: 0, complete: false, length: Infinity, index: -1, path: `api/v1/transcriptions/${id}` });
    this.audio = root.querySelector('audio');
    this.status = root.querySelector('[data-status]');
    this.follow = root.querySelector('[data-follow]');
    this.find = new Find(this, root.querySelector('[data-panel-of="find"]'));
    this.rows = new Rows(root.querySelector('[data-segments]'), (segment, index) => this.row(segment, index), () => this.find.paint());
    this.rows.list.addEventListener('click', event => this.clicked(event));
    const tools = root.querySelector('[data-editor]');
    if (tools) this.editor = new Editor(this, tools);
    this.keys = new Keys(this);
    for (const button of root.querySelectorAll('[data-open]')) button.addEventListener('click', () => this.open(button.dataset.open));
    if (this.audio) this.sound();
  }

  sound() {
    this.audio.addEventListener('timeupdate', () => this.playing());
    for (const event of ['play', 'pause']) this.audio.addEventListener(event, () => this.played());
    const canvas = this.root.querySelector('canvas');
    if (canvas) this.waveform = new Waveform(canvas, this.audio, `${this.path}/waveform`);
    this.root.querySelector('[data-speed]')?.addEventListener('change', event => { this.audio.playbackRate = Number(event.target.value); });
    for (const [name, act] of Object.entries({ play: () => this.play(), back: () => this.skip(-step), on: () => this.skip(step), previous: () => this.go(-1), next: () => this.go(1) })) {
      this.root.querySelector(`[data-sound="${name}"]`)?.addEventListener('click', act);
    }
  }

  // What the window shows at first comes first; the rest of a long recording may take a while.
  async load() {
    const first = await call(`${this.path}/transcript?limit=${firstPart}`);
    this.whole = first.segments.length >= first.segmentCount;
    this.take(first, first.segments);
    this.render();
    if (!this.whole) {
      let rest = await call(`${this.path}/transcript?from=${first.segments.length}`);
      if (rest.version === first.version) rest.segments.unshift(...first.segments);
      else rest = await call(`${this.path}/transcript`);
      this.whole = true;
      this.take(rest, rest.segments);
      this.render();
    }
    if (this.at !== null && this.segments.length) {
      this.jump(this.at, true);
      this.at = null;
    }
  }

  take({ version, complete, durationSeconds }, segments) {
    // Engines round: the last words may end a little past the end.
    const length = Math.max(durationSeconds ?? Infinity, ...segments.slice(-1).map(s => s.end));
    Object.assign(this, { segments, version, complete, length });
  }

  /** What was heard meanwhile; what somebody is changing here stays. */
  async refresh() {
    if (!this.whole) return;
    if (this.editor?.busy) return this.editor.look();
    const known = this.segments.length;
    const news = await call(`${this.path}/transcript?from=${known}`);
    if (this.editor?.busy || this.segments.length !== known) return;
    if (news.version !== this.version || news.segmentCount < known) {
      const whole = await call(`${this.path}/transcript`);
      if (this.editor?.busy) return;
      this.take(whole, whole.segments);
    } else if (news.segments.length || news.complete !== this.complete) this.take(news, [...this.segments, ...news.segments]);
    else return;
    this.render();
  }

  render(anew = false) {
    this.rows.set(this.segments, anew);
    this.root.dataset.count = String(this.segments.length);
    this.root.querySelector('[data-none]').hidden = this.segments.length > 0;
    this.find.changed();
    this.editor?.rendered();
  }

  row(segment, index) {
    const row = make('div', { className: 'segment' });
    row.setAttribute('role', 'listitem');
    row.setAttribute('aria-posinset', String(index + 1));
    row.setAttribute('aria-setsize', String(this.segments.length));
    row.dataset.index = String(index);
    if (index === this.index) row.setAttribute('aria-current', 'true');
    const time = make('button', { type: 'button', className: 'segment-time', textContent: clock(segment.start) });
    time.dataset.at = String(segment.start);
    time.setAttribute('aria-label', `Play from ${clock(segment.start)}`);
    row.append(time);
    if (this.editor?.editing) row.append(...this.editor.fields(segment, index));
    else row.append(make('div', { className: 'segment-body' }, ...(segment.speaker ? [make('div', { className: 'segment-speaker', textContent: segment.speaker })] : []), this.text(segment)));
    return row;
  }

  // One text, with elements only for the words that the engine doubts: tens of thousands of them would make the page slow.
  text(segment) {
    const text = make('p', { className: 'segment-text' });
    let passed = 0;
    for (const { word, from, to } of places(segment)) {
      if (word.confidence === null || word.confidence >= doubtful) continue;
      text.append(segment.text.slice(passed, from), make('span', { className: 'word-doubtful', textContent: word.text, title: `Confidence ${Math.round(word.confidence * 100)} %` }));
      passed = to;
    }
    text.append(segment.text.slice(passed));
    return text;
  }

  clicked(event) {
    const time = event.target.closest('[data-at]');
    if (time) return this.jump(Number(time.dataset.at), false, true);
    const text = event.target.closest('.segment-text');
    if (!text || !getSelection().isCollapsed) return;
    const segment = this.segments[Number(text.closest('.segment').dataset.index)];
    const letter = letterAt(text, event);
    const place = places(segment).findLast(p => p.from <= letter);
    this.jump(place?.word.start ?? segment.start, false, true);
  }

  /** Goes to a second of the sound, and to its segment. */
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

  play() {
    if (this.audio?.paused) this.audio.play().catch(() => {}); else this.audio?.pause();
  }

  skip(seconds) {
    if (!this.audio) return;
    this.audio.currentTime = Math.max(0, this.audio.currentTime + seconds);
    this.mark(this.audio.currentTime, true);
  }

  /** To the segment so many places on. */
  go(places) {
    const index = Math.min(this.segments.length - 1, Math.max(0, this.index + places));
    if (index < 0) return;
    const typing = this.rows.list.contains(document.activeElement) && this.editor?.editing;
    this.jump(this.segments[index].start, false);
    this.show(index);
    if (typing) this.rows.row(index)?.querySelector('textarea')?.focus({ preventScroll: true });
  }

  playing() {
    const typing = this.editor?.editing && this.rows.list.contains(document.activeElement);
    this.mark(this.audio.currentTime, this.follow?.checked && !this.audio.paused && !typing);
  }

  played() {
    const button = this.root.querySelector('[data-sound="play"]');
    if (!button) return;
    button.querySelector('.icon').textContent = this.audio.paused ? 'play_arrow' : 'pause';
    button.setAttribute('aria-label', this.audio.paused ? 'Play' : 'Pause');
  }

  indexAt(seconds) {
    let [low, high] = [0, this.segments.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.segments[middle].start <= seconds + 0.01) low = middle; else high = middle - 1;
    }
    return high < 0 ? -1 : low;
  }

  mark(seconds, show) {
    const index = this.indexAt(seconds);
    if (index < 0) return;
    const moved = index !== this.index;
    if (moved) this.point(index);
    if (show && moved) this.show(index);
  }

  point(index) {
    this.rows.row(this.index)?.removeAttribute('aria-current');
    this.index = index;
    this.rows.row(index)?.setAttribute('aria-current', 'true');
  }

  /** Brings a segment into the window: gliding when it is near. */
  show(index) {
    if (index !== this.index) this.point(index);
    const row = this.rows.reach(index);
    if (!row) return;
    const near = Math.abs(row.getBoundingClientRect().top - innerHeight / 2) < innerHeight * 2;
    row.scrollIntoView({ block: 'center', behavior: near && !matchMedia('(prefers-reduced-motion: reduce)').matches ? 'smooth' : 'instant' });
  }

  /** Opens a panel of tools, or closes it. */
  open(name, only = false) {
    for (const button of this.root.querySelectorAll('[data-open]')) {
      const panel = this.root.querySelector(`[data-panel-of="${button.dataset.open}"]`);
      const opened = button.dataset.open === name && (only || panel.hidden);
      button.setAttribute('aria-expanded', String(opened));
      panel.hidden = !opened;
    }
    const panel = this.root.querySelector(`[data-panel-of="${name}"]`);
    if (panel.hidden) this.root.querySelector(`[data-open="${name}"]`).focus();
    else panel.querySelector('input, select')?.focus();
    if (name === 'find') this.find.changed();
    if (name === 'versions' && !panel.hidden) this.editor?.versions.list().catch(error => this.say(error.message, true));
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
    this.find.close();
    this.keys.close();
    this.rows.close();
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
