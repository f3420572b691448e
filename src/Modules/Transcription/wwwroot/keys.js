// Shortcuts. Those with Alt or Ctrl work everywhere on the page, also while typing; single letters only within the transcript, so that they
// disturb nobody who speaks to his machine.
const written = element => element instanceof Element && element.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]');

export class Keys {
  constructor(view) {
    this.view = view;
    this.help = view.root.querySelector('[data-help]');
    view.root.querySelector('[data-show-help]')?.addEventListener('click', () => this.help.showModal());
    this.help?.querySelector('[data-close]').addEventListener('click', () => this.help.close());
    this.pressed = event => this.press(event);
    document.addEventListener('keydown', this.pressed);
  }

  press(event) {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    const act = this.action(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  action(event) {
    const { view } = this;
    const { editor } = view;
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.altKey && !ctrl) {
      // By their place on the keyboard: with Alt some keyboards write other letters.
      return {
        KeyK: () => view.play(), KeyJ: () => view.skip(-5), KeyL: () => view.skip(5), ArrowUp: () => view.go(-1), ArrowDown: () => view.go(1),
        ...(editor?.editing ? { KeyI: () => editor.fromSound('start'), KeyO: () => editor.fromSound('end') } : {}),
      }[event.code];
    }
    const key = event.key.toLowerCase();
    if (ctrl) {
      if (key === 'f' && !event.shiftKey) return written(event.target)?.matches('[data-find]') ? null : () => view.find.open();
      if (!editor) return null;
      if (key === 's') return () => editor.save();
      const elsewhere = written(event.target) && !view.rows.list.contains(event.target);
      if (elsewhere || !editor.may) return null;
      if (key === 'z') return () => event.shiftKey ? editor.redo() : editor.undo();
      return key === 'y' ? () => editor.redo() : null;
    }
    if (written(event.target)) return null;
    if (key === '?') return this.help && (() => this.help.showModal());
    if (!view.root.contains(event.target)) return null;
    return { k: () => view.play(), j: () => view.skip(-5), l: () => view.skip(5), ...(editor ? { e: () => editor.toggle() } : {}) }[key];
  }

  close() { document.removeEventListener('keydown', this.pressed); }
}
