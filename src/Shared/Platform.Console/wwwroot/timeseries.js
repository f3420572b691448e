// Draws <TimeSeries> with uPlot: gaps, limits, a value box under the pointer, the theme's colours, the viewer's zone.
let loading;

function load() {
  return loading ??= new Promise((resolve, reject) => {
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'vendor/uplot/uPlot.min.css' });
    const script = Object.assign(document.createElement('script'), { src: 'vendor/uplot/uPlot.iife.min.js', onload: resolve, onerror: reject });
    document.head.append(style, script);
  });
}

// The theme's colours are light-dark() pairs, which only a used property resolves; a canvas cannot.
function colour(name) {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

function limits(options) {
  return u => {
    const { ctx, bbox } = u;
    for (const limit of options.thresholds) {
      const y = u.valToPos(limit.value, 'y', true);
      if (y < bbox.top || y > bbox.top + bbox.height) continue;
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = colour(limit.level);
      ctx.setLineDash([5, 4]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      ctx.font = `${11 * devicePixelRatio}px system-ui`;
      ctx.textAlign = 'right';
      const above = y - bbox.top > 16 * devicePixelRatio;
      ctx.fillText(limit.label, bbox.left + bbox.width - 4, above ? y - 4 : y + 13 * devicePixelRatio);
      ctx.restore();
    }
  };
}

function valueBox(options) {
  const box = Object.assign(document.createElement('div'), { className: 'chart-values', hidden: true });
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: options.zone, dateStyle: 'short', timeStyle: 'medium' });
  const text = v => v == null ? '–' : `${v.toFixed(options.decimals)}${options.unit ? ` ${options.unit}` : ''}`;
  return {
    init: u => u.over.append(box),
    setCursor: u => {
      const { idx, left } = u.cursor;
      box.hidden = idx == null || left < 0;
      if (box.hidden) return;
      const rows = options.lines.map((line, i) => `${options.lines.length > 1 ? `${line.label}: ` : ''}${text(u.data[i + 1][idx])}`);
      box.replaceChildren(...[day.format(u.data[0][idx] * 1000), ...rows].map(t => Object.assign(document.createElement('div'), { textContent: t })));
      const right = left > u.over.clientWidth / 2;
      box.style.left = right ? 'auto' : `${left + 12}px`;
      box.style.right = right ? `${u.over.clientWidth - left + 12}px` : 'auto';
    },
  };
}

function settings(element, options) {
  const axis = { stroke: colour('muted'), grid: { stroke: colour('line'), width: 1 }, ticks: { show: false }, font: '11px system-ui' };
  const box = valueBox(options);
  const range = (u, low, high) => {
    const values = [low, high].filter(v => v != null);
    const known = values.length ? values : [0, 1];
    for (const limit of options.thresholds) known.push(limit.value);
    const bottom = options.min ?? Math.min(...known);
    const top = options.max ?? Math.max(...known);
    const room = (top - bottom || Math.abs(top) || 1) * 0.08;
    return [options.min ?? bottom - room, options.max ?? top + room];
  };
  return {
    width: element.clientWidth,
    height: options.height,
    legend: { show: false },
    cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), options.zone),
    scales: { y: { range } },
    axes: [{ ...axis, space: 70, values: (u, splits, axisIndex, space, step) => clock(options.zone, splits, step) }, { ...axis, size: 48 }],
    series: [{}, ...options.lines.map(line => ({
      label: line.label,
      stroke: colour(`series-${line.colour}`),
      width: 1.75,
      dash: line.dashed ? [6, 4] : undefined,
      spanGaps: false,
      points: { size: 4 },
    }))],
    hooks: { init: [box.init], setCursor: [box.setCursor], draw: [limits(options)] },
  };
}

// 24-hour clock; the date where the day changes, or where a step is a day and more.
function clock(zone, splits, step) {
  let last = '';
  return splits.map(split => {
    const date = uPlot.tzDate(new Date(split * 1000), zone);
    const two = n => String(n).padStart(2, '0');
    const day = `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    const time = `${two(date.getHours())}:${two(date.getMinutes())}${step < 60 ? `:${two(date.getSeconds())}` : ''}`;
    const fresh = day !== last;
    last = day;
    return step >= 86400 ? day : fresh && splits.length > 1 ? `${time}\n${day}` : time;
  });
}

export async function create(element, options, data) {
  await load();
  const now = { options, data, chart: null };

  function draw() {
    now.chart?.destroy();
    const own = settings(element, now.options);
    now.chart = new uPlot(own, now.data, element);
  }

  const resize = new ResizeObserver(() => {
    if (element.clientWidth > 0) now.chart?.setSize({ width: element.clientWidth, height: now.options.height });
  });
  draw();
  resize.observe(element);
  document.addEventListener('platform:theme', draw);

  return {
    update(freshOptions, freshData) {
      const same = JSON.stringify(freshOptions) === JSON.stringify(now.options);
      Object.assign(now, { options: freshOptions, data: freshData });
      if (same) now.chart.setData(freshData); else draw();
    },
    destroy() {
      resize.disconnect();
      document.removeEventListener('platform:theme', draw);
      now.chart?.destroy();
    },
  };
}
