// Plays a stream through the platform. Everything happens in the browser: a click must start the sound at once.
const players = new WeakMap();

export function attach(root) {
  if (!root || players.has(root)) return;
  const audio = root.querySelector("audio");
  const button = root.querySelector("[data-play]");
  const volume = root.querySelector("input[type=range]");
  const status = root.querySelector("[data-status]");
  const source = root.dataset.source;
  let playing = false;

  const say = (text, isError = false) => {
    status.textContent = text;
    status.classList.toggle("player-error", isError);
  };

  const show = (on) => {
    playing = on;
    button.setAttribute("aria-pressed", String(on));
    button.querySelector("[data-label]").textContent = on ? "Stop" : "Play";
    button.querySelector("i").textContent = on ? "stop" : "play_arrow";
  };

  // Only taking the source away closes the connection.
  const stop = (text = "") => {
    audio.pause();
    audio.removeAttribute("src");
    audio.load();
    show(false);
    say(text);
  };

  const start = async () => {
    audio.src = `${source}?t=${Date.now()}`;
    audio.volume = Number(volume.value);
    show(true);
    say("Connecting…");
    try {
      await audio.play();
    } catch (error) {
      if (playing && error.name !== "AbortError") await fail();
    }
  };

  // The audio element does not say why, the server does.
  const fail = async () => {
    if (!playing) return;
    stop();
    const asked = new AbortController();
    try {
      const answer = await fetch(source, { signal: asked.signal, headers: { Accept: "application/problem+json" } });
      say(answer.ok ? "This browser cannot play the stream's format." : ((await answer.json()).detail ?? `The server answered ${answer.status}.`), true);
    } catch {
      say("The connection to the console was lost.", true);
    } finally {
      asked.abort();
    }
  };

  button.addEventListener("click", () => (playing ? stop() : start()));
  volume.addEventListener("input", () => { audio.volume = Number(volume.value); });
  audio.addEventListener("playing", () => say("Playing"));
  audio.addEventListener("waiting", () => playing && say("Waiting for data…"));
  audio.addEventListener("ended", () => stop("The stream ended."));
  audio.addEventListener("error", () => { if (audio.hasAttribute("src")) fail(); });
  players.set(root, stop);
  button.disabled = false;
}

export function detach(root) {
  players.get(root)?.();
  players.delete(root);
}
