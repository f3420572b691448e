// Sends recordings from the browser, several at once, in pieces that are taken up where a connection was lost, also after the page
// was left: the same file dropped again goes on where it was. The list of uploads belongs to this script.
const api = 'api/v1/transcriptions';
const pieceBytes = 32 * 1024 * 1024;
const atOnce = 3;
const keyPrefix = 'platform-upload:';
const attached = new WeakMap();

const base = () => document.baseURI;
const key = file => `${keyPrefix}${file.name}:${file.size}:${file.lastModified}`;
const wait = ms => new Promise(done => setTimeout(done, ms));

async function call(path, options) {
  const answer = await fetch(new URL(path, base()), { headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, ...options });
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  let detail = `The server answered ${answer.status}.`;
  try { detail = (await answer.json()).detail ?? detail; } catch { /* No words for it. */ }
  throw Object.assign(new Error(detail), { status: answer.status });
}

// Only XMLHttpRequest tells how much has been sent.
function sendPiece(upload, blob, offset) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    upload.request = request;
    request.open('PATCH', new URL(`${api}/uploads/${upload.id}`, base()));
    request.setRequestHeader('Content-Type', 'application/offset+octet-stream');
    request.setRequestHeader('Upload-Offset', String(offset));
    request.upload.onprogress = event => upload.show(offset + event.loaded);
    request.onload = () => {
      if (request.status < 300) return done();
      let detail = `The server answered ${request.status}.`;
      try { detail = JSON.parse(request.responseText).detail ?? detail; } catch { /* No words for it. */ }
      failed(Object.assign(new Error(detail), { status: request.status }));
    };
    request.onerror = () => failed(Object.assign(new Error('The connection was lost.'), { status: 0 }));
    request.onabort = () => failed(Object.assign(new Error('Paused'), { paused: true }));
    request.send(blob);
  });
}

function bytes(count) {
  return count >= 1e9 ? `${(count / 1e9).toFixed(2)} GB` : count >= 1e6 ? `${(count / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(count / 1e3))} kB`;
}

class Upload {
  constructor(box, file) {
    Object.assign(this, { box, file, state: 'waiting', id: null, terms: box.terms() });
    this.row = document.createElement('li');
    this.row.className = 'upload-row';
    const name = Object.assign(document.createElement('span'), { className: 'upload-name', textContent: file.name });
    this.bar = Object.assign(document.createElement('progress'), { max: 1, value: 0 });
    this.bar.setAttribute('aria-label', `Upload of ${file.name}`);
    this.text = Object.assign(document.createElement('span'), { className: 'upload-text muted', textContent: `${bytes(file.size)}, waiting` });
    this.actions = Object.assign(document.createElement('span'), { className: 'button-row' });
    this.row.append(name, this.bar, this.text, this.actions);
    box.list.append(this.row);
    this.buttons(['Remove', () => this.remove()]);
  }

  buttons(...all) {
    this.actions.replaceChildren(...all.map(([text, act]) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button button-small', textContent: text });
      button.setAttribute('aria-label', `${text} ${this.file.name}`);
      button.addEventListener('click', act);
      return button;
    }));
  }

  say(text, wrong = false) {
    this.text.textContent = text;
    this.text.classList.toggle('upload-wrong', wrong);
    this.text.classList.toggle('muted', !wrong);
  }

  show(sent) {
    this.bar.value = this.file.size ? sent / this.file.size : 1;
    const now = performance.now();
    if (this.last && now - this.last.at > 500) {
      this.rate = (sent - this.last.sent) / (now - this.last.at) * 1000;
      this.last = { at: now, sent };
    }
    this.last ??= { at: now, sent };
    this.say(`${bytes(sent)} of ${bytes(this.file.size)}${this.rate > 0 ? `, ${bytes(this.rate)}/s` : ''}`);
  }

  async run() {
    this.state = 'sending';
    this.buttons(['Pause', () => this.pause()], ['Cancel', () => this.cancel()]);
    try {
      await this.send();
      this.say('Checking what it is…');
      this.buttons();
      const made = await call(api, { method: 'POST', body: JSON.stringify({ ...this.terms, uploadId: this.id }) });
      this.forget();
      this.state = 'done';
      this.bar.value = 1;
      const link = Object.assign(document.createElement('a'), { href: `transcriptions/${made.id}`, textContent: 'Open' });
      link.setAttribute('aria-label', `Open the transcription of ${this.file.name}`);
      this.say(`${bytes(this.file.size)}, in the queue `);
      this.text.append(link);
      this.buttons(['Dismiss', () => this.remove()]);
      this.box.changed();
    } catch (error) {
      if (this.state === 'cancelled') return;
      if (error.paused) return;
      this.state = 'failed';
      this.say(error.message, true);
      this.buttons(['Try again', () => this.again()], ['Cancel', () => this.cancel()]);
    } finally {
      this.box.next();
    }
  }

  async send() {
    let failures = 0;
    for (;;) {
      try {
        let offset = await this.begin();
        this.last = null;
        this.show(offset);
        while (offset < this.file.size) {
          const end = Math.min(offset + pieceBytes, this.file.size);
          await sendPiece(this, this.file.slice(offset, end), offset);
          [offset, failures] = [end, 0];
        }
        return;
      } catch (error) {
        // Lost, busy or begun elsewhere: ask how much is there and go on. Anything else is for the user.
        const passing = error instanceof TypeError || error.status === 0 || error.status === 409 || error.status >= 502;
        if (error.paused || !passing || ++failures > 8) throw error;
        const seconds = Math.min(30, 2 ** failures);
        this.say(`The connection was lost; going on in ${seconds} s`, true);
        await wait(seconds * 1000);
        if (this.state !== 'sending') throw Object.assign(new Error('Paused'), { paused: true });
      }
    }
  }

  async begin() {
    const known = this.id ?? localStorage.getItem(key(this.file));
    if (known) {
      try {
        const upload = await call(`${api}/uploads/${known}`);
        if (upload.length === this.file.size) {
          this.id = upload.id;
          return upload.offset;
        }
      } catch (error) {
        if (error.status !== 404) throw error;
      }
    }
    const upload = await call(`${api}/uploads`, { method: 'POST', body: JSON.stringify({ fileName: this.file.name, length: this.file.size }) });
    this.id = upload.id;
    localStorage.setItem(key(this.file), upload.id);
    return upload.offset;
  }

  forget() { localStorage.removeItem(key(this.file)); }

  pause() {
    this.state = 'paused';
    this.request?.abort();
    this.say(`${this.text.textContent.split(',')[0]}, paused`);
    this.buttons(['Go on', () => this.again()], ['Cancel', () => this.cancel()]);
  }

  again() {
    this.state = 'waiting';
    this.say('Waiting');
    this.box.next();
  }

  async cancel() {
    this.state = 'cancelled';
    this.request?.abort();
    this.forget();
    if (this.id) await call(`${api}/uploads/${this.id}`, { method: 'DELETE' }).catch(() => {});
    this.remove();
  }

  remove() {
    this.box.uploads.delete(this);
    this.row.remove();
    this.box.count();
  }
}

class Box {
  constructor(root, dotnet) {
    Object.assign(this, { root, dotnet, uploads: new Set(), list: root.querySelector('[data-uploads]'), status: root.querySelector('[data-status]') });
    this.input = root.querySelector('input[type=file]');
    const zone = root.querySelector('[data-drop]');
    this.input.addEventListener('change', () => { this.add(this.input.files); this.input.value = ''; });
    zone.addEventListener('dragover', event => { event.preventDefault(); zone.classList.add('drop-over'); });
    zone.addEventListener('dragleave', () => zone.classList.remove('drop-over'));
    zone.addEventListener('drop', event => { event.preventDefault(); zone.classList.remove('drop-over'); this.add(event.dataTransfer.files); });
    root.querySelector('[data-url-form]').addEventListener('submit', event => { event.preventDefault(); this.fetchUrls(); });
    this.leaving = event => { if ([...this.uploads].some(u => u.state === 'sending' || u.state === 'waiting')) event.preventDefault(); };
    addEventListener('beforeunload', this.leaving);
  }

  terms() {
    const terms = {};
    for (const field of this.root.querySelectorAll('[data-term]')) if (field.value) terms[field.dataset.term] = field.dataset.number ? Number(field.value) : field.value;
    return terms;
  }

  add(files) {
    for (const file of files) if (file.size > 0) this.uploads.add(new Upload(this, file));
    this.next();
  }

  next() {
    const sending = [...this.uploads].filter(u => u.state === 'sending').length;
    for (const upload of [...this.uploads].filter(u => u.state === 'waiting').slice(0, Math.max(0, atOnce - sending))) upload.run();
    this.count();
  }

  count() {
    const open = [...this.uploads].filter(u => u.state === 'sending' || u.state === 'waiting').length;
    this.status.textContent = open ? `${open} to be sent` : '';
  }

  async fetchUrls() {
    const box = this.root.querySelector('[data-urls]');
    const says = this.root.querySelector('[data-url-status]');
    const urls = box.value.split(/\s+/).filter(Boolean);
    const left = [];
    let wrong = '';
    for (const url of urls) {
      says.textContent = 'Adding…';
      try {
        await call(api, { method: 'POST', body: JSON.stringify({ ...this.terms(), url }) });
      } catch (error) {
        wrong = error.message;
        left.push(url);
      }
    }
    const done = urls.length - left.length;
    says.textContent = `${done ? `${done} added. ` : ''}${wrong}`;
    says.classList.toggle('upload-wrong', Boolean(wrong));
    box.value = left.join('\n');
    if (done) this.changed();
  }

  changed() { this.dotnet.invokeMethodAsync('Changed').catch(() => {}); }

  close() {
    for (const upload of this.uploads) if (upload.state === 'sending') upload.pause();
    removeEventListener('beforeunload', this.leaving);
  }
}

export function attach(root, dotnet) {
  if (!root || attached.has(root)) return;
  const box = new Box(root, dotnet);
  attached.set(root, box);
  root.dataset.ready = 'true';
}

export function detach(root) {
  const box = attached.get(root);
  box?.close();
  attached.delete(root);
}
