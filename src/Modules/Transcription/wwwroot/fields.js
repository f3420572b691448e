// What a segment is edited with: its times, who speaks, what is said.
import { icon, make } from './server.js';
import { clock, parse, precise } from './times.js';

const nudge = 0.1; // s

export class Fields {
  constructor(editor) { this.editor = editor; }

  of(segment, index) {
    const { editor } = this;
    const name = part => `${part} at ${clock(segment.start)}`;
    const speaker = make('input', { className: 'input segment-name', value: segment.speaker ?? '', placeholder: 'Speaker', maxLength: 100 });
    speaker.setAttribute('list', editor.speakers.id);
    speaker.setAttribute('aria-label', name('Speaker'));
    speaker.addEventListener('change', () => editor.change(index, { speaker: speaker.value.trim() || null }));
    const text = make('textarea', { className: 'input segment-edit', value: segment.text, maxLength: 10000, rows: Math.max(1, Math.ceil(segment.text.length / 80)) });
    text.setAttribute('aria-label', name('Text'));
    text.addEventListener('input', () => editor.change(index, { text: text.value }, true));
    text.addEventListener('blur', () => { editor.typing = null; });
    text.addEventListener('focus', () => editor.view.point(index));
    text.addEventListener('keydown', event => this.typed(event, text, index));
    const trouble = make('div', { className: 'segment-wrong', id: `segment-wrong-${index}` });
    trouble.setAttribute('role', 'alert');
    const times = make('div', { className: 'segment-times' }, this.time('start', 'Start', segment, index), '–', this.time('end', 'End', segment, index));
    return [
      make('div', { className: 'segment-body' }, make('div', { className: 'segment-head' }, speaker, times), text, trouble),
      make('div', { className: 'segment-actions' },
        this.button('content_cut', 'Cut the segment at the cursor', name('Cut the segment'), () => this.show(index, editor.split(index, text.selectionStart, text.selectionEnd))),
        this.button('merge', 'Join with the next segment', name('Join with the next: segment'), () => editor.join(index), index === editor.segments.length - 1),
        this.button('delete', 'Delete this segment', name('Delete the segment'), () => editor.remove(index))),
    ];
  }

  time(side, title, segment, index) {
    const { editor } = this;
    const input = make('input', { className: 'input segment-moment', value: precise(segment[side]), inputMode: 'decimal', autocomplete: 'off' });
    input.dataset.side = side;
    input.setAttribute('aria-label', `${title} of the segment at ${clock(segment.start)}`);
    input.setAttribute('aria-describedby', `segment-wrong-${index}`);
    input.addEventListener('change', () => this.show(index, editor.setTimes(index, { [side]: parse(input.value) }), side));
    input.addEventListener('keydown', event => {
      const [now, down] = [editor.segments[index], event.key === 'ArrowDown'];
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (down || event.key === 'ArrowUp') {
        event.preventDefault();
        this.show(index, editor.setTimes(index, { [side]: Math.max(0, Math.round((now[side] + (down ? -nudge : nudge)) * 1000) / 1000) }));
      } else if (event.key === 'Escape') this.show(index, null);
    });
    return input;
  }

  button(name, title, label, act, disabled = false) {
    const button = make('button', { type: 'button', className: 'icon-button', title, disabled, onclick: act }, icon(name));
    button.setAttribute('aria-label', label);
    return button;
  }

  /** The times of a row as they are, or what is wrong with what was written there. */
  show(index, trouble, side = null) {
    const row = this.editor.view.rows.row(index);
    if (!row?.querySelector('.segment-wrong')) return;
    row.querySelector('.segment-wrong').textContent = trouble ?? '';
    for (const input of row.querySelectorAll('.segment-moment')) {
      if (!trouble) input.value = precise(this.editor.segments[index][input.dataset.side]);
      input.setAttribute('aria-invalid', String(Boolean(trouble) && input.dataset.side === side));
    }
    const time = row.querySelector('.segment-time');
    const { start } = this.editor.segments[index];
    [time.textContent, time.dataset.at] = [clock(start), String(start)];
  }

  // Enter cuts a segment in two; Backspace at its beginning and Delete at its end join it to its neighbour.
  typed(event, text, index) {
    const { editor } = this;
    const [none, all] = [text.selectionStart === 0 && text.selectionEnd === 0, text.selectionStart === text.value.length];
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing) {
      event.preventDefault();
      this.show(index, editor.split(index, text.selectionStart, text.selectionEnd));
    } else if (event.key === 'Backspace' && index > 0 && none) {
      event.preventDefault();
      editor.join(index - 1);
    } else if (event.key === 'Delete' && all && index < editor.segments.length - 1) {
      event.preventDefault();
      editor.join(index);
    }
  }
}
