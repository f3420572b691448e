// Changes a transcript: text, times and speakers of segments, cut and join, undo; saves by itself, keeps what could not be saved in this
// browser, and asks when somebody else was quicker.
import { Draft } from './draft.js';
import { Fields } from './fields.js';
import { call, make } from './server.js';
import { wrong } from './times.js';
import { Versions } from './versions.js';

const saveAfter = 1200; // ms
const retryAfter = 5000; // ms
const oneThought = 2000; // ms: typing after a longer pause is undone by itself
const mostUndo = 200;

export class Editor {
  constructor(view, tools) {
    Object.assign(this, { view, tools, editing: false, undone: [], done: [], dirty: false, saving: false, typedAt: 0 });
    this.draft = new Draft(view.id);
    this.speakers = make('datalist', { id: `speakers-${view.id}` });
    tools.append(this.speakers);
    this.rowFields = new Fields(this);
    this.versions = new Versions(this);
    const on = (name, act) => this.element(name)?.addEventListener('click', act);
    on('edit', () => this.toggle());
    on('undo', () => this.undo());
    on('redo', () => this.redo());
    on('rename', () => this.rename());
    // What is not saved yet outlives even a closed tab.
    this.leaving = event => {
      if (!this.dirty) return;
      this.draft.keep(view.version, this.slim());
      event.preventDefault();
    };
    addEventListener('beforeunload', this.leaving);
  }

  get busy() { return this.dirty || this.saving || this.editing; }

  /** Whether the text may be changed: all of it is here, and nothing is being heard any more. */
  get may() { return this.view.whole && (this.view.complete || this.view.root.dataset.editable === 'true'); }

  get segments() { return this.view.segments; }

  element(name) { return this.view.root.querySelector(`[data-${name}]`); }

  rendered() {
    if (!this.busy) this.saved = this.segments;
    const names = [...new Set(this.segments.map(s => s.speaker).filter(Boolean))].sort();
    this.speakers.replaceChildren(...names.map(value => make('option', { value })));
    this.element('rename-from')?.replaceChildren(make('option', { value: '', textContent: 'Nobody named' }), ...names.map(value => make('option', { value, textContent: value })));
    this.buttons();
    if (!this.editing && !this.offered && this.may) this.offerDraft();
  }

  buttons() {
    this.element('undo').disabled = !this.done.length;
    this.element('redo').disabled = !this.undone.length;
    for (const name of ['edit', 'rename', 'replace', 'replace-all']) this.element(name).disabled = !this.may;
  }

  toggle() {
    if (!this.may && !this.editing) return;
    this.editing = !this.editing;
    const button = this.element('edit');
    button.setAttribute('aria-pressed', String(this.editing));
    button.querySelector('span').textContent = this.editing ? 'Done' : 'Edit';
    this.view.root.classList.toggle('editing', this.editing);
    this.view.rows.room = this.editing ? 64 : 14;
    const index = Math.max(0, this.view.index);
    this.view.render(true);
    if (!this.segments.length) return;
    this.view.show(index);
    if (this.editing) this.view.rows.row(index)?.querySelector('textarea')?.focus({ preventScroll: true });
    else button.focus({ preventScroll: true });
  }

  fields(segment, index) { return this.rowFields.of(segment, index); }

  /** Changes a segment where it stands. Letters typed one after the other are one step of undo. */
  change(index, part, typing = false) {
    const now = performance.now();
    if (!typing || this.typing !== index || now - this.typedAt > oneThought) this.remember();
    [this.typing, this.typedAt] = [typing ? index : null, now];
    const segment = { ...this.segments[index], ...part };
    this.view.segments = this.segments.with(index, segment);
    this.view.rows.put(index, segment);
    this.changed();
  }

  /** Sets times; says what is wrong with them instead where something is. */
  setTimes(index, times) {
    const { start, end } = this.segments[index];
    const next = { start, end, ...times };
    const trouble = wrong(this.segments, index, next, this.view.length);
    if (!trouble && (next.start !== start || next.end !== end)) this.change(index, next);
    return trouble;
  }

  /** Takes the moment that is heard as a time of the segment that is being edited. */
  fromSound(side) {
    const index = Number(document.activeElement?.closest('.segment')?.dataset.index ?? this.view.index);
    if (!this.view.audio || !this.segments[index]) return;
    this.rowFields.show(index, this.setTimes(index, { [side]: Math.round(this.view.audio.currentTime * 1000) / 1000 }));
  }

  split(index, from, to = from) {
    const segment = this.segments[index];
    const [before, after] = [segment.text.slice(0, from).trim(), segment.text.slice(to).trim()];
    if (!before || !after) return 'Put the cursor between two words: there it is cut.';
    const at = this.cut(segment, from);
    const words = segment.words ?? [];
    this.apply(this.segments.toSpliced(index, 1, { ...segment, end: at, text: before, words: words.filter(w => w.end <= at + 0.001) }, { ...segment, start: at, text: after, words: words.filter(w => w.end > at + 0.001) }), index + 1);
    return null;
  }

  /** Joins a segment to the one after it. */
  join(index) {
    const [first, second] = [this.segments[index], this.segments[index + 1]];
    if (!second) return;
    const text = `${first.text.trim()} ${second.text.trim()}`.trim();
    this.apply(this.segments.toSpliced(index, 2, { ...first, end: Math.max(first.end, second.end), text, words: [...(first.words ?? []), ...(second.words ?? [])] }), index, first.text.trim().length + 1);
  }

  remove(index) {
    this.apply(this.segments.toSpliced(index, 1), Math.min(index, this.segments.length - 2));
  }

  // At the end of the last word before the cut, else by its share of the text.
  cut(segment, position) {
    let [from, at] = [0, null];
    for (const word of segment.words ?? []) {
      const found = segment.text.indexOf(word.text, from);
      if (found < 0 || found + word.text.length > position) break;
      [from, at] = [found + word.text.length, word.end];
    }
    const share = segment.start + (segment.end - segment.start) * (position / Math.max(1, segment.text.length));
    return Math.round((at > segment.start && at < segment.end ? at : share) * 1000) / 1000;
  }

  apply(segments, focus = null, caret = 0) {
    this.remember();
    this.show(segments);
    if (focus === null || focus < 0) return;
    const text = this.view.rows.reach(focus)?.querySelector('textarea');
    text?.focus();
    text?.setSelectionRange(caret, caret);
  }

  show(segments) {
    this.typing = null;
    this.dirty = true;
    this.view.segments = segments;
    this.view.render();
    this.changed();
  }

  remember() {
    this.done.push(this.segments);
    if (this.done.length > mostUndo) this.done.shift();
    this.undone = [];
  }

  undo() { this.step(this.done, this.undone); }

  redo() { this.step(this.undone, this.done); }

  // The first segment that becomes another is brought into the window: who undoes wants to see what.
  step(from, to) {
    const segments = from.pop();
    if (!segments) return;
    const before = this.segments;
    to.push(before);
    this.show(segments);
    const index = Math.min(segments.findIndex((s, i) => s !== before[i]), segments.length - 1);
    const row = index < 0 ? null : this.view.rows.row(index);
    const box = row?.getBoundingClientRect();
    if (index >= 0 && !(box && box.top > 0 && box.bottom < innerHeight)) this.view.show(index);
    if (this.editing) this.view.rows.row(index)?.querySelector('textarea')?.focus({ preventScroll: true });
  }

  rename() {
    const [from, to] = [this.element('rename-from').value, this.element('rename-to').value.trim()];
    this.apply(this.segments.map(s => (s.speaker ?? '') === from ? { ...s, speaker: to || null } : s));
    this.element('rename-to').value = '';
  }

  changed() {
    this.dirty = true;
    this.buttons();
    if (!this.asking) this.view.say('Not saved yet');
    this.later(saveAfter);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  // Words are the most of a transcript. Where nothing changed the server has them.
  slim() {
    const before = Map.groupBy(this.saved ?? [], s => s.text.trim());
    return this.segments.filter(s => s.text.trim()).map(segment => {
      const same = before.get(segment.text.trim());
      return same?.length === 1 && same[0].start === segment.start && same[0].end === segment.end ? { ...segment, words: undefined } : segment;
    });
  }

  async save() {
    if (!this.dirty || this.saving || this.asking) return;
    clearTimeout(this.timer);
    const [segments, all] = [this.slim(), this.segments];
    Object.assign(this, { saving: true, dirty: false });
    this.view.say('Saving…');
    try {
      const { version } = await call(`${this.view.path}/transcript`, { method: 'PUT', headers: { Prefer: 'return=minimal' }, body: JSON.stringify({ version: this.view.version, segments }) });
      this.view.version = version;
      this.saved = all;
      this.draft.drop();
      if (this.dirty) this.later(saveAfter); else this.view.say(`Saved, version ${version}`);
    } catch (error) {
      this.dirty = true;
      this.draft.keep(this.view.version, this.slim());
      if (error.code === 'transcript.changed') this.conflict('Somebody changed this text meanwhile.');
      else {
        this.view.say(`Not saved: ${error.status ? error.message : 'the service cannot be reached.'} It is kept in this browser.`, true);
        if (!error.status || error.status >= 500) this.later(retryAfter);
      }
    } finally {
      this.saving = false;
    }
  }

  /** Asks what is to be done; nothing is saved before it is answered. */
  ask(message, ...choices) {
    this.asking = true;
    this.offer(message, choices);
  }

  offer(message, choices) {
    this.view.say(message, true);
    const button = ([text, act]) => make('button', { type: 'button', className: 'button button-small', textContent: text, onclick: async () => {
      this.asking = false;
      this.view.say('');
      try { await act(); } catch (error) { this.ask(error.message, ...choices); }
    } });
    this.view.status.append(...choices.flatMap(choice => [' ', button(choice)]));
  }

  conflict(message) {
    this.ask(message, ['Keep mine', async () => {
      this.view.version = (await call(`${this.view.path}/transcript?from=${2 ** 30}`)).version;
      // What another person wrote is kept as a version: it can be brought back.
      this.saved = null;
      this.dirty = true;
      await this.save();
    }], ['Take theirs', () => this.afresh()]);
  }

  async afresh() {
    this.dirty = false;
    this.draft.drop();
    [this.done, this.undone] = [[], []];
    await this.view.load();
    this.saved = this.segments;
  }

  /** Whether somebody else changed the text while it is open here. */
  async look() {
    if (this.dirty || this.saving || this.asking) return;
    const { version } = await call(`${this.view.path}/transcript?from=${2 ** 30}`);
    if (version !== this.view.version && !this.dirty && !this.saving && !this.asking) this.offer('Somebody changed this text meanwhile.', [['Show it', () => this.afresh()]]);
  }

  offerDraft() {
    this.offered = true;
    const kept = this.draft.read(this.segments);
    if (!kept) return;
    this.ask('This browser has changes that were not saved.', ['Take them up', () => {
      // By the version they were made from, so that what others did meanwhile is not overwritten unasked.
      this.view.version = kept.version;
      this.apply(kept.segments);
    }], ['Throw them away', () => this.draft.drop()]);
  }

  close() {
    clearTimeout(this.timer);
    removeEventListener('beforeunload', this.leaving);
    if (this.dirty) this.save();
  }
}
