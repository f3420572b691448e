// Changes a transcript: text and speakers of segments, cut and join, find and replace, undo; saves by itself, keeps what could not be
// saved in this browser, and asks when somebody else was quicker.
import { call, clock, make } from './transcript.js';

const saveAfter = 1200;
const retryAfter = 5000;
const mostUndo = 200;

export class Editor {
  constructor(view, tools) {
    Object.assign(this, { view, tools, editing: false, undone: [], done: [], dirty: false, saving: false });
    this.draft = `platform-draft:${view.id}`;
    this.speakers = make('datalist', { id: `speakers-${view.id}` });
    tools.append(this.speakers);
    const on = (name, act) => tools.querySelector(`[data-${name}]`)?.addEventListener('click', act);
    on('edit', () => this.toggle());
    on('undo', () => this.step(this.done, this.undone));
    on('redo', () => this.step(this.undone, this.done));
    on('find-next', () => this.find());
    on('replace', () => this.replace(false));
    on('replace-all', () => this.replace(true));
    on('rename', () => this.rename());
    tools.querySelector('[data-find]')?.addEventListener('keydown', event => { if (event.key === 'Enter') { event.preventDefault(); this.find(); } });
    tools.querySelector('[data-versions]')?.addEventListener('toggle', event => { if (event.target.open) this.listVersions(); });
    this.keys = event => this.pressed(event);
    view.root.addEventListener('keydown', this.keys);
    this.leaving = event => { if (this.dirty) event.preventDefault(); };
    addEventListener('beforeunload', this.leaving);
  }

  get busy() { return this.dirty || this.saving || this.editing; }

  get segments() { return this.view.segments; }

  element(name) { return this.tools.querySelector(`[data-${name}]`); }

  rendered() {
    const names = [...new Set(this.segments.map(s => s.speaker).filter(Boolean))].sort();
    this.speakers.replaceChildren(...names.map(value => make('option', { value })));
    const from = this.element('rename-from');
    from?.replaceChildren(make('option', { value: '', textContent: 'Nobody named' }), ...names.map(value => make('option', { value, textContent: value })));
    this.buttons();
    if (!this.editing && !this.offered) this.offerDraft();
  }

  buttons() {
    this.element('undo').disabled = !this.done.length;
    this.element('redo').disabled = !this.undone.length;
    this.element('edit').disabled = !this.view.complete && !this.view.root.dataset.editable;
  }

  toggle() {
    this.editing = !this.editing;
    const button = this.element('edit');
    button.setAttribute('aria-pressed', String(this.editing));
    button.querySelector('span').textContent = this.editing ? 'Done' : 'Edit';
    this.view.root.classList.toggle('editing', this.editing);
    const index = this.view.now?.dataset.index ?? 0;
    this.view.render();
    this.view.list.children[index]?.querySelector('textarea')?.focus();
  }

  fields(segment, index) {
    const speaker = make('input', { className: 'input segment-name', value: segment.speaker ?? '', placeholder: 'Speaker' });
    speaker.setAttribute('list', this.speakers.id);
    speaker.setAttribute('aria-label', `Speaker at ${clock(segment.start)}`);
    speaker.addEventListener('change', () => this.change(index, { speaker: speaker.value.trim() || null }));
    const text = make('textarea', { className: 'input segment-edit', value: segment.text, rows: Math.max(1, Math.ceil(segment.text.length / 80)) });
    text.setAttribute('aria-label', `Text at ${clock(segment.start)}`);
    text.addEventListener('input', () => this.change(index, { text: text.value }, true));
    text.addEventListener('blur', () => { this.typing = null; });
    text.addEventListener('keydown', event => this.typed(event, text, index));
    const remove = make('button', { type: 'button', className: 'icon-button', title: 'Delete this segment' }, make('i', { className: 'rzi icon', textContent: 'delete', ariaHidden: 'true' }));
    remove.setAttribute('aria-label', `Delete the segment at ${clock(segment.start)}`);
    remove.addEventListener('click', () => this.apply(this.segments.toSpliced(index, 1)));
    return [make('div', { className: 'segment-body' }, speaker, text), remove];
  }

  // Enter cuts a segment in two, Backspace at its beginning joins it to the one before.
  typed(event, text, index) {
    const segment = this.segments[index];
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      const [before, after] = [text.value.slice(0, text.selectionStart).trim(), text.value.slice(text.selectionEnd).trim()];
      if (!before || !after) return;
      const at = this.cut(segment, text.selectionStart);
      const words = segment.words ?? [];
      this.apply(this.segments.toSpliced(index, 1, { ...segment, end: at, text: before, words: words.filter(w => w.end <= at + 0.001) }, { ...segment, start: at, text: after, words: words.filter(w => w.end > at + 0.001) }), index + 1);
    } else if (event.key === 'Backspace' && index > 0 && text.selectionStart === 0 && text.selectionEnd === 0) {
      event.preventDefault();
      const before = this.segments[index - 1];
      const joined = { ...before, end: segment.end, text: `${before.text.trim()} ${segment.text.trim()}`.trim(), words: [...(before.words ?? []), ...(segment.words ?? [])] };
      this.apply(this.segments.toSpliced(index - 1, 2, joined), index - 1, before.text.trim().length + 1);
    }
  }

  // At the end of the last word before the cut, else by its share of the text.
  cut(segment, position) {
    let [from, at] = [0, null];
    for (const word of segment.words ?? []) {
      const found = segment.text.indexOf(word.text, from);
      if (found < 0 || found + word.text.length > position) break;
      [from, at] = [found + word.text.length, word.end];
    }
    return at ?? segment.start + (segment.end - segment.start) * (position / Math.max(1, segment.text.length));
  }

  change(index, part, typing = false) {
    const last = typing && this.typing === index;
    if (!last) this.remember();
    this.typing = typing ? index : null;
    this.view.segments = this.segments.with(index, { ...this.segments[index], ...part });
    this.changed();
  }

  apply(segments, focus = null, caret = 0) {
    this.remember();
    this.typing = null;
    this.view.segments = segments;
    this.view.render();
    this.changed();
    if (focus === null) return;
    const text = this.view.list.children[focus]?.querySelector('textarea');
    text?.focus();
    text?.setSelectionRange(caret, caret);
  }

  remember() {
    this.done.push(this.segments);
    if (this.done.length > mostUndo) this.done.shift();
    this.undone = [];
  }

  step(from, to) {
    const segments = from.pop();
    if (!segments) return;
    to.push(this.segments);
    this.typing = null;
    this.view.segments = segments;
    this.view.render();
    this.changed();
  }

  pressed(event) {
    if (!(event.ctrlKey || event.metaKey) || !this.editing) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) { event.preventDefault(); this.step(this.done, this.undone); }
    else if (key === 'y' || (key === 'z' && event.shiftKey)) { event.preventDefault(); this.step(this.undone, this.done); }
    else if (key === 's') { event.preventDefault(); this.save(); }
  }

  pattern() {
    const find = this.element('find').value;
    if (!find) return null;
    return new RegExp(find.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), this.element('case').checked ? 'gu' : 'giu');
  }

  find() {
    const pattern = this.pattern();
    if (!pattern) return;
    const count = this.segments.reduce((sum, s) => sum + (s.text.match(pattern)?.length ?? 0), 0);
    const start = Number(this.view.now?.dataset.index ?? -1);
    const order = this.segments.map((_, i) => (start + 1 + i) % this.segments.length);
    const next = order.find(i => this.segments[i].text.search(pattern) >= 0);
    this.element('found').textContent = count ? `${count} found` : 'Not found';
    if (next === undefined) return;
    this.view.jump(this.segments[next].start, true);
    const [text, at] = [this.view.list.children[next].querySelector('textarea'), this.segments[next].text.search(pattern)];
    text?.focus();
    text?.setSelectionRange(at, at + this.element('find').value.length);
  }

  replace(all) {
    const pattern = this.pattern();
    if (!pattern) return;
    const by = this.element('replace-by').value;
    let count = 0;
    const start = Number(this.view.now?.dataset.index ?? 0);
    const only = all ? null : this.segments.map((_, i) => (start + i) % this.segments.length).find(i => this.segments[i].text.search(pattern) >= 0);
    const segments = this.segments.map((segment, index) => {
      if (!all && index !== only) return segment;
      const once = new RegExp(pattern.source, all ? pattern.flags : pattern.flags.replace('g', ''));
      const text = segment.text.replace(once, () => { count++; return by; });
      return text === segment.text ? segment : { ...segment, text };
    });
    this.element('found').textContent = `${count} replaced`;
    if (count) this.apply(segments.filter(s => s.text.trim()));
    if (!all && only !== undefined) this.view.mark(this.segments[only]?.start ?? 0, true);
  }

  rename() {
    const [from, to] = [this.element('rename-from').value, this.element('rename-to').value.trim()];
    this.apply(this.segments.map(s => (s.speaker ?? '') === from ? { ...s, speaker: to || null } : s));
    this.element('rename-to').value = '';
  }

  changed() {
    this.dirty = true;
    this.buttons();
    this.view.say('Not saved yet');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), saveAfter);
  }

  async save() {
    if (!this.dirty || this.saving) return;
    clearTimeout(this.timer);
    const segments = this.segments.filter(s => s.text.trim());
    Object.assign(this, { saving: true, dirty: false });
    this.view.say('Saving…');
    try {
      const stored = await call(`${this.view.path}/transcript`, { method: 'PUT', body: JSON.stringify({ version: this.view.version, segments }) });
      this.view.version = stored.version;
      localStorage.removeItem(this.draft);
      if (!this.dirty) this.view.say(`Saved, version ${stored.version}`);
    } catch (error) {
      this.dirty = true;
      localStorage.setItem(this.draft, JSON.stringify({ version: this.view.version, segments }));
      if (error.code === 'transcript.changed') this.conflict(error.message);
      else {
        this.view.say(`Not saved: ${error.message} It is kept in this browser.`, true);
        if (!error.status || error.status >= 500) this.timer = setTimeout(() => this.save(), retryAfter);
      }
    } finally {
      this.saving = false;
    }
    if (this.dirty && !this.timer) this.timer = setTimeout(() => this.save(), saveAfter);
  }

  conflict(message) {
    this.view.say(message, true);
    const choice = (text, act) => make('button', { type: 'button', className: 'button button-small', textContent: text, onclick: act });
    this.view.status.append(' ', choice('Keep mine', async () => {
      this.view.version = (await call(`${this.view.path}/transcript`)).version;
      this.dirty = true;
      await this.save();
    }), ' ', choice('Take theirs', async () => {
      this.dirty = false;
      localStorage.removeItem(this.draft);
      [this.done, this.undone] = [[], []];
      await this.view.load();
      this.view.say('');
    }));
  }

  offerDraft() {
    this.offered = true;
    const kept = localStorage.getItem(this.draft);
    if (!kept) return;
    const draft = JSON.parse(kept);
    this.view.say('This browser has changes that were not saved. ');
    const choice = (text, act) => make('button', { type: 'button', className: 'button button-small', textContent: text, onclick: act });
    this.view.status.append(choice('Take them up', () => { this.apply(draft.segments); }), ' ', choice('Throw them away', () => { localStorage.removeItem(this.draft); this.view.say(''); }));
  }

  async listVersions() {
    const list = this.element('version-list');
    const versions = await call(`${this.view.path}/transcript/versions`);
    list.replaceChildren(...versions.map(version => {
      const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(version.madeAt));
      const row = make('li', { className: 'version' }, `Version ${version.version}, ${version.author ?? 'as it was heard'}, ${when}, ${version.segmentCount} segments`);
      if (version.current) row.append(' (current)');
      else {
        const back = make('button', { type: 'button', className: 'button button-small', textContent: 'Bring back' });
        back.setAttribute('aria-label', `Bring back version ${version.version}`);
        back.addEventListener('click', () => this.restore(version.version));
        row.append(' ', back);
      }
      return row;
    }));
  }

  async restore(version) {
    try {
      if (this.dirty) await this.save();
      await call(`${this.view.path}/transcript/versions/${version}:restore`, { method: 'POST' });
      [this.done, this.undone] = [[], []];
      await this.view.load();
      this.view.say(`Version ${version} is back.`);
      await this.listVersions();
    } catch (error) {
      this.view.say(error.message, true);
    }
  }

  close() {
    clearTimeout(this.timer);
    removeEventListener('beforeunload', this.leaving);
    if (this.dirty) this.save();
  }
}
