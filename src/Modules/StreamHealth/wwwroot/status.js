// A status page without this script is whole; with it, times are the visitor's and the page stays fresh.
function localise() {
  for (const time of document.querySelectorAll('time')) {
    time.title = time.textContent;
    time.textContent = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time.dateTime));
  }
}

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    document.title = fresh.title;
    document.querySelector('main').replaceWith(fresh.querySelector('main'));
    localise();
  } catch {
    // The server is away for a moment; the next round will show it.
  }
}

localise();
setInterval(refresh, 60_000);
