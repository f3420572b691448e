// Sends a model from the browser, with its progress: models are gigabytes, and no byte of them belongs into the circuit.
const attached = new WeakMap();

export function attach(root, dotnet) {
  if (!root || attached.has(root)) return;
  const [input, bar, status, stop] = ['input', 'progress', '[data-status]', '[data-stop]'].map(s => root.querySelector(s));
  let request = null;

  const say = (text, wrong = false) => {
    status.textContent = text;
    status.classList.toggle('import-wrong', wrong);
  };

  const end = (text, wrong) => {
    request = null;
    bar.hidden = stop.hidden = true;
    input.disabled = false;
    input.value = '';
    say(text, wrong);
  };

  const send = file => {
    request = new XMLHttpRequest();
    bar.hidden = stop.hidden = false;
    bar.value = 0;
    input.disabled = true;
    say(`Sending ${file.name}…`);
    request.open('POST', new URL(`api/v1/speech/models:import?file=${encodeURIComponent(file.name)}`, document.baseURI));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = event => { bar.value = event.loaded / Math.max(1, event.total); };
    request.upload.onload = () => say(`Checking ${file.name}…`);
    request.onload = () => {
      if (request.status < 300) {
        end(`${JSON.parse(request.responseText).name} is installed.`);
        dotnet.invokeMethodAsync('Changed').catch(() => {});
        return;
      }
      let detail = `The server answered ${request.status}.`;
      try { detail = JSON.parse(request.responseText).detail ?? detail; } catch { /* No words for it. */ }
      end(detail, true);
    };
    request.onerror = () => end('The connection was lost. Choose the file again.', true);
    request.onabort = () => end('Stopped; nothing was installed.');
    request.send(file);
  };

  input.addEventListener('change', () => { if (input.files.length) send(input.files[0]); });
  stop.addEventListener('click', () => request?.abort());
  attached.set(root, () => request?.abort());
  input.disabled = false;
}

export function detach(root) {
  attached.get(root)?.();
  attached.delete(root);
}
