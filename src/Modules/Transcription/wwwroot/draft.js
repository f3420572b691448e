// Changes that could not be saved, kept in this browser until they are.
export class Draft {
  constructor(id) { this.name = `platform-draft:${id}`; }

  keep(version, segments) {
    try {
      localStorage.setItem(this.name, JSON.stringify({ version, segments }));
    } catch {
      // The browser's store is full or closed. The page says that it is not saved.
    }
  }

  /** What was kept, with the words of what stayed the same; null when there is nothing that the text does not say. */
  read(segments) {
    const kept = JSON.parse(localStorage.getItem(this.name) ?? 'null');
    if (!kept) return null;
    const known = Map.groupBy(segments, s => s.text.trim());
    const whole = kept.segments.map(s => s.words ? s : { ...s, words: known.get(s.text.trim())?.find(k => k.start === s.start)?.words });
    const same = whole.length === segments.length && whole.every((s, i) => ['start', 'end', 'text'].every(part => s[part] === segments[i][part]) && (s.speaker ?? null) === (segments[i].speaker ?? null));
    if (same) this.drop();
    return same ? null : { version: kept.version, segments: whole };
  }

  drop() { localStorage.removeItem(this.name); }
}
