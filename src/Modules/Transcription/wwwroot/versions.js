// The texts that there were before, and the way back to them.
import { call, make } from './server.js';

export class Versions {
  constructor(editor) { this.editor = editor; }

  async list() {
    const versions = await call(`${this.editor.view.path}/transcript/versions`);
    this.editor.element('version-list').replaceChildren(...versions.map(version => {
      const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(version.madeAt));
      const row = make('li', { className: 'version' }, `Version ${version.version}, ${version.author ?? 'as it was heard'}, ${when}, ${version.segmentCount} segments`);
      if (version.current) row.append(' (current)');
      else {
        const back = make('button', { type: 'button', className: 'button button-small', textContent: 'Bring back', disabled: !this.editor.may, onclick: () => this.restore(version.version) });
        back.setAttribute('aria-label', `Bring back version ${version.version}`);
        row.append(' ', back);
      }
      return row;
    }));
  }

  async restore(version) {
    const { editor } = this;
    try {
      if (editor.dirty) await editor.save();
      await call(`${editor.view.path}/transcript/versions/${version}:restore`, { method: 'POST' });
      await editor.afresh();
      editor.view.say(`Version ${version} is back.`);
      await this.list();
    } catch (error) {
      editor.view.say(error.message, true);
    }
  }
}
