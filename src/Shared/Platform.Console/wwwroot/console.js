// What the shell does in the browser without asking the server: clocks, theme, sidebar, menus, dialogs, copying.
// Handlers sit on the document, because Blazor replaces the prerendered elements once its connection stands.
(() => {
  'use strict';
  const root = document.documentElement;
  const narrow = matchMedia('(max-width: 860px)');
  const $ = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  function remember(name, value) {
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  }

  // Clocks: the server writes the first text in the same words.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  remember('platform-zone', zone);

  function relative(at, now) {
    const seconds = Math.round((now - at) / 1000);
    const distance = Math.abs(seconds);
    if (distance < 5) return 'just now';
    const words = distance < 60 ? `${distance} s`
      : distance < 3600 ? `${Math.floor(distance / 60)} min`
        : distance < 86400 ? `${Math.floor(distance / 3600)} h` : `${Math.floor(distance / 86400)} d`;
    return seconds > 0 ? `${words} ago` : `in ${words}`;
  }

  setInterval(() => {
    if (document.hidden) return;
    for (const time of all('time[data-relative]')) {
      const words = relative(Date.parse(time.dateTime), Date.now());
      if (time.firstChild && time.firstChild.data !== words) time.firstChild.data = words;
    }
  }, 5000);

  // Theme: both style sheets are in the page, their media decide; so a page never flashes in the wrong one.
  function setTheme(theme) {
    root.dataset.theme = theme;
    remember('platform-theme', theme);
    for (const link of all('link[data-scheme]')) {
      link.media = theme === 'system' ? `(prefers-color-scheme: ${link.dataset.scheme})` : theme === link.dataset.scheme ? 'all' : 'not all';
    }
    showTheme();
    themeChanged();
  }

  function showTheme() {
    for (const button of all('[data-theme-set]')) button.setAttribute('aria-checked', String(button.dataset.themeSet === root.dataset.theme));
  }

  const themeChanged = () => document.dispatchEvent(new Event('platform:theme'));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', themeChanged);

  // Sidebar: narrows to icons on wide screens, is a drawer on small ones.
  function toggleSidebar() {
    if (narrow.matches) return setDrawer(root.dataset.drawer !== 'open');
    const collapse = root.dataset.sidebar !== 'collapsed';
    root.dataset.sidebar = collapse ? 'collapsed' : 'full';
    remember('platform-sidebar', root.dataset.sidebar);
    $('#sidebar-toggle')?.setAttribute('aria-expanded', String(!collapse));
  }

  function setDrawer(open) {
    const held = $('#sidebar')?.contains(document.activeElement);
    if (open) root.dataset.drawer = 'open'; else delete root.dataset.drawer;
    for (const behind of all('[data-behind-drawer]')) behind.inert = open;
    $('#sidebar-toggle')?.setAttribute('aria-expanded', String(open));
    if (open) ($('#sidebar a[aria-current]') ?? $('#sidebar a'))?.focus();
    else if (held) $('#sidebar-toggle')?.focus();
  }

  function trapFocus(event, within) {
    const stops = all('a[href], button:not([disabled]), input', within).filter(e => e.offsetParent);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  }

  narrow.addEventListener('change', () => setDrawer(false));

  // Menus (native popovers): arrow keys walk, the chosen theme is marked.
  function walkMenu(event, menu) {
    event.preventDefault();
    const items = all('[role^=menuitem]', menu);
    const step = event.key === 'ArrowDown' ? 1 : -1;
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
  }

  document.addEventListener('toggle', event => {
    if (event.newState !== 'open' || !event.target.matches('[role=menu]')) return;
    showTheme();
    $('[role^=menuitem]', event.target)?.focus();
  }, true);

  // Copying. Browsers give the clipboard only to https and localhost; a station's own network is often plain http.
  async function copyText(button) {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      const area = Object.assign(document.createElement('textarea'), { value: button.dataset.copy, className: 'sr-only' });
      button.after(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      button.focus();
    }
    button.dataset.copied = 'true';
    announce('Copied');
    setTimeout(() => delete button.dataset.copied, 1500);
  }

  function announce(text) {
    const region = $('#announcer');
    if (region) region.textContent = text;
  }

  const actions = {
    'toggle-sidebar': toggleSidebar,
    'close-drawer': () => setDrawer(false),
    'hide-first-steps': () => { root.dataset.firstSteps = 'hidden'; remember('platform-first-steps', 'hidden'); },
    'reload': () => location.reload(),
    'print': () => window.print(),
    'reconnect': async () => { if (await window.Blazor?.reconnect() === false) location.reload(); },
  };

  function outside(event, dialog) {
    const box = dialog.getBoundingClientRect();
    return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
  }

  document.addEventListener('click', event => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const theme = target.closest('[data-theme-set]');
    if (theme) return setTheme(theme.dataset.themeSet);
    const copy = target.closest('[data-copy]');
    if (copy) return void copyText(copy);
    if (target.matches('dialog.dialog[open]') && outside(event, target)) return target.close();
    const action = actions[target.closest('[data-action]')?.dataset.action];
    if (action) return void action();
    const link = target.closest('a[href]');
    if (link && root.dataset.drawer === 'open') setDrawer(false);
    link?.closest('[popover]')?.hidePopover();
  });

  document.addEventListener('keydown', event => {
    const menu = event.target instanceof Element && event.target.closest('[role=menu]');
    if (menu && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) return walkMenu(event, menu);
    if (root.dataset.drawer !== 'open') return;
    if (event.key === 'Escape') setDrawer(false);
    else if (event.key === 'Tab') trapFocus(event, $('#sidebar'));
  });

  // The first field has the focus, as soon as the server has sent it.
  function openDialog(dialog) {
    if (!dialog.open) dialog.showModal();
    const enter = () => {
      const field = $('[autofocus], input, select, textarea', dialog);
      field?.focus();
      return Boolean(field);
    };
    if (document.activeElement !== dialog || enter()) return;
    const content = new MutationObserver(() => { if (!dialog.open || enter()) content.disconnect(); });
    content.observe(dialog, { childList: true, subtree: true });
  }

  window.platformConsole = {
    started: () => { window.platformConsole.interactive = true; return zone; },
    announce,
    openDialog,
    closeDialog: dialog => dialog.close(),
  };
})();
