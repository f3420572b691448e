// The jump palette (Ctrl+K): every page of the menu, and every link a page marks with data-jump, by a few letters.
(() => {
  'use strict';
  const sources = '#sidebar a[href], #content a[data-jump]';
  const $ = id => document.getElementById(id);

  function open() {
    if ($('palette').open || !$('sidebar')) return;
    $('palette-input').value = '';
    fill('');
    $('palette').showModal();
  }

  function fill(query) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const items = new Map();
    for (const link of document.querySelectorAll(sources)) {
      const title = link.dataset.jump || link.title || link.textContent.trim();
      if (!items.has(link.href) && words.every(w => title.toLowerCase().includes(w))) items.set(link.href, title);
    }
    $('palette-list').replaceChildren(...[...items].map(([href, title], i) => {
      const item = Object.assign(document.createElement('li'), { id: `palette-${i}`, textContent: title });
      item.setAttribute('role', 'option');
      item.dataset.href = href;
      return item;
    }));
    $('palette-none').hidden = items.size > 0;
    choose(0);
  }

  function choose(index) {
    const items = [...$('palette-list').children];
    const at = items.length ? (index + items.length) % items.length : -1;
    items.forEach((item, i) => item.setAttribute('aria-selected', String(i === at)));
    if (at < 0) return $('palette-input').removeAttribute('aria-activedescendant');
    items[at].scrollIntoView({ block: 'nearest' });
    $('palette-input').setAttribute('aria-activedescendant', items[at].id);
  }

  const chosen = () => [...$('palette-list').children].findIndex(i => i.getAttribute('aria-selected') === 'true');

  function jump(item) {
    if (!item) return;
    $('palette').close();
    [...document.querySelectorAll(sources)].find(a => a.href === item.dataset.href)?.click();
  }

  document.addEventListener('click', event => {
    if (event.target.closest?.('[data-action=open-palette]')) open();
    else jump(event.target.closest?.('#palette-list [role=option]'));
  });

  document.addEventListener('input', event => { if (event.target.id === 'palette-input') fill(event.target.value); });

  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      open();
    } else if ($('palette')?.open && ['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) {
      event.preventDefault();
      if (event.key === 'Enter') jump($('palette-list').children[chosen()]);
      else choose(chosen() + (event.key === 'ArrowDown' ? 1 : -1));
    }
  });
})();
