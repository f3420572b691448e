/** Calls the API; throws with the problem's words, code and status. */
export async function call(path, options = {}) {
  const answer = await fetch(new URL(path, document.baseURI), { ...options, headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...options.headers } });
  if (answer.ok) return answer.status === 204 ? { version: Number(answer.headers.get('ETag')?.replaceAll('"', '')) } : answer.json();
  let problem = {};
  try { problem = await answer.json(); } catch { /* No words for it. */ }
  throw Object.assign(new Error(problem.detail ?? `The server answered ${answer.status}.`), { status: answer.status, code: problem.code });
}

export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

export const icon = name => make('i', { className: 'rzi icon', textContent: name, ariaHidden: 'true' });
