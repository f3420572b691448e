// Times of a recording as people read and write them.

/** 3725.4 as 1:02:05. */
export const clock = seconds => {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return `${h ? `${h}:${String(m).padStart(2, '0')}` : m}:${String(s).padStart(2, '0')}`;
};

/** To the millisecond: 3725.4 as 1:02:05.400. */
export const precise = seconds => {
  const ms = Math.max(0, Math.round(seconds * 1000));
  return `${clock(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}`;
};

/** Seconds of 1:02:05.4, 62:05,4 or 3725.4; null for what is no time. */
export const parse = text => {
  const found = /^(?:(?:(\d+):)?(\d{1,3}):)?(\d+(?:[.,]\d{0,3})?)$/.exec(text.trim());
  if (!found) return null;
  const [, h = '0', m = '0', s] = found;
  const seconds = Number(s.replace(',', '.'));
  if (text.includes(':') && seconds >= 60) return null;
  if (found[1] !== undefined && Number(m) >= 60) return null;
  return Math.round((Number(h) * 3600 + Number(m) * 60 + seconds) * 1000) / 1000;
};

/** What is wrong with the times of the segment at an index; null when nothing is. */
export function wrong(segments, index, { start, end }, length) {
  if (start === null || end === null) return 'Write a time as 1:02:05.4, or in seconds.';
  if (end <= start) return 'A segment ends after it begins.';
  if (end > length) return `The recording ends at ${precise(length)}.`;
  const [before, after] = [segments[index - 1], segments[index + 1]];
  if (before && start < before.start) return `The segment before begins at ${precise(before.start)}.`;
  if (after && start > after.start) return `The next segment begins at ${precise(after.start)}.`;
  return null;
}
