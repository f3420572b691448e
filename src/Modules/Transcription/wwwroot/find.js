// Finds in the whole transcript, drawn or not, and replaces what was found.
export class Find {
  constructor(view, panel) {
    Object.assign(this, { view, panel, list: [], now: null });
    const on = (name, act) => this.element(name)?.addEventListener('click', act);
    on('find-next', () => this.go(1));
    on('find-previous', () => this.go(-1));
    on('replace', () => this.replace());
    on('replace-all', () => this.replaceAll());
    for (const name of ['find', 'case']) this.element(name).addEventListener('input', () => { this.now = null; this.changed(); });
    panel.addEventListener('keydown', event => this.pressed(event));
  }

  element(name) { return this.panel.querySelector(`[data-${name}]`); }

  open() {
    this.view.open('find', true);
    const input = this.element('find');
    const chosen = getSelection().toString().trim();
    if (chosen && !chosen.includes('\n') && chosen.length < 100) {
      input.value = chosen;
      this.now = null;
      this.changed();
    }
    input.select();
  }

  pressed(event) {
    if (event.key === 'Enter' && event.target.matches('[data-find]')) {
      event.preventDefault();
      this.go(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.view.open('find');
      const [found, row] = [this.now, this.now && this.view.rows.row(this.now.index)];
      const text = row?.querySelector('textarea');
      text?.focus();
      text?.setSelectionRange(found.from, found.to);
    }
  }

  pattern() {
    const find = this.element('find').value;
    return find ? new RegExp(find.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), this.element('case').checked ? 'gu' : 'giu') : null;
  }

  /** The text or what is looked for is another. */
  changed() {
    const pattern = this.panel.hidden ? null : this.pattern();
    this.list = pattern === null ? [] : this.view.segments.flatMap(({ text }, index) => [...text.matchAll(pattern)].map(m => ({ index, from: m.index, to: m.index + m[0].length })));
    if (this.now && !this.list.some(m => this.same(m))) this.now = null;
    this.tell();
    this.paint();
  }

  same(match) { return this.now?.index === match.index && this.now.from === match.from; }

  tell() {
    const place = this.list.findIndex(m => this.same(m));
    this.element('found').textContent = !this.element('find').value ? '' : !this.list.length ? 'Not found' : place < 0 ? `${this.list.length} found` : `${place + 1} of ${this.list.length}`;
  }

  // From the one shown, or from the segment that is heard.
  go(step) {
    if (!this.list.length) return;
    const from = this.now ?? { index: Math.max(0, this.view.index), from: step > 0 ? -1 : Infinity };
    const order = (a, b) => a.index - b.index || a.from - b.from;
    this.now = step > 0 ? this.list.find(m => order(m, from) > 0) ?? this.list[0] : this.list.findLast(m => order(m, from) < 0) ?? this.list.at(-1);
    this.view.jump(this.view.segments[this.now.index].start, false);
    this.view.show(this.now.index);
    this.view.rows.row(this.now.index)?.querySelector('textarea')?.setSelectionRange(this.now.from, this.now.to);
    this.tell();
    this.paint();
  }

  replace() {
    const editor = this.view.editor;
    if (!editor.may) return;
    if (!this.now) return this.go(1);
    const { index, from, to } = this.now;
    const [segments, by] = [this.view.segments, this.element('replace-by').value];
    const text = segments[index].text.slice(0, from) + by + segments[index].text.slice(to);
    this.now = { index, from: from + by.length - 1, to: from };
    const after = this.now;
    editor.apply(text.trim() ? segments.with(index, { ...segments[index], text }) : segments.toSpliced(index, 1));
    this.now = after;
    this.go(1);
  }

  replaceAll() {
    const [editor, pattern, by, count] = [this.view.editor, this.pattern(), this.element('replace-by').value, this.list.length];
    if (!editor.may || !pattern || !count) return;
    editor.apply(this.view.segments.map(segment => {
      const text = segment.text.replace(pattern, () => by);
      return text === segment.text ? segment : { ...segment, text };
    }).filter(s => s.text.trim()));
    this.element('found').textContent = `${count} replaced`;
  }

  // Marks what was found in the rows that are drawn; without touching them, where the browser can.
  paint() {
    if (!CSS.highlights || this.painting) return;
    this.painting = requestAnimationFrame(() => {
      this.painting = null;
      const [found, now] = [new Highlight(), new Highlight()];
      const byRow = Map.groupBy(this.list, m => m.index);
      if (byRow.size) {
        for (const [index, row] of this.view.rows.all()) {
          const text = byRow.has(index) && row.querySelector('p.segment-text');
          if (text) for (const match of byRow.get(index)) (this.same(match) ? now : found).add(range(text, match));
        }
      }
      CSS.highlights.set('found', found);
      CSS.highlights.set('found-now', now);
    });
  }

  close() {
    cancelAnimationFrame(this.painting);
    CSS.highlights?.delete('found');
    CSS.highlights?.delete('found-now');
  }
}

function range(text, { from, to }) {
  const [result, walk] = [new Range(), document.createTreeWalker(text, NodeFilter.SHOW_TEXT)];
  for (let [node, passed] = [walk.nextNode(), 0]; node; passed += node.length, node = walk.nextNode()) {
    if (from >= passed && from <= passed + node.length) result.setStart(node, from - passed);
    if (to <= passed + node.length) {
      result.setEnd(node, to - passed);
      break;
    }
  }
  return result;
}
