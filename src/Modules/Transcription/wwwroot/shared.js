// A shared transcript without this script is whole; with it, times lead to their second and what is heard is marked.
const player = document.querySelector('audio');
const segments = [...document.querySelectorAll('li[data-start]')];

function mark() {
  for (const segment of segments) {
    const here = player.currentTime >= Number(segment.dataset.start) && player.currentTime < Number(segment.dataset.end);
    segment.classList.toggle('here', here);
    if (here) segment.setAttribute('aria-current', 'true'); else segment.removeAttribute('aria-current');
  }
}

if (player) {
  player.addEventListener('timeupdate', mark);
  document.querySelector('ol')?.addEventListener('click', event => {
    const segment = event.target.closest('button.at')?.closest('li');
    if (!segment) return;
    player.currentTime = Number(segment.dataset.start);
    player.play().catch(() => { /* the browser says in the player itself why it does not play */ });
    mark();
  });
}
