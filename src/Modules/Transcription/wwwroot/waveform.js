// The loudness of a recording over its whole length; a click goes there.
export class Waveform {
  constructor(canvas, audio, address) {
    Object.assign(this, { canvas, audio, address, peaks: [], seconds: 0 });
    this.draw = this.draw.bind(this);
    canvas.addEventListener('click', event => {
      const length = this.seconds || audio.duration;
      if (length > 0) audio.currentTime = length * (event.offsetX / canvas.clientWidth);
    });
    audio.addEventListener('timeupdate', this.draw);
    audio.addEventListener('seeked', this.draw);
    document.addEventListener('platform:theme', this.draw);
    this.watch = new ResizeObserver(this.draw);
    this.watch.observe(canvas);
    this.load();
  }

  async load() {
    try {
      const answer = await fetch(new URL(this.address, document.baseURI));
      if (!answer.ok) throw new Error(String(answer.status));
      ({ peaks: this.peaks, seconds: this.seconds } = await answer.json());
      this.draw();
    } catch {
      // The sound can be heard without its picture.
      this.canvas.hidden = true;
    }
  }

  draw() {
    const { canvas, peaks } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (!width || !peaks.length) return;
    const ratio = devicePixelRatio || 1;
    [canvas.width, canvas.height] = [width * ratio, height * ratio];
    const pen = canvas.getContext('2d');
    pen.scale(ratio, ratio);
    const style = getComputedStyle(canvas);
    const [played, rest] = [style.getPropertyValue('color'), style.getPropertyValue('border-top-color')];
    const length = this.seconds || this.audio.duration || 1;
    const now = (this.audio.currentTime / length) * width;
    for (let x = 0; x < width; x += 2) {
      const [from, to] = [Math.floor((x / width) * peaks.length), Math.max(Math.floor(((x + 2) / width) * peaks.length), Math.floor((x / width) * peaks.length) + 1)];
      const peak = Math.max(...peaks.slice(from, to));
      const half = Math.max(1, (peak / 255) * (height / 2 - 1));
      pen.fillStyle = x < now ? played : rest;
      pen.fillRect(x, height / 2 - half, 1.4, half * 2);
    }
  }

  close() {
    this.watch.disconnect();
    document.removeEventListener('platform:theme', this.draw);
  }
}
