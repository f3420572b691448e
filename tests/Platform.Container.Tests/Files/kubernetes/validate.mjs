// Validates Kubernetes objects (a JSON array on stdin) against the published OpenAPI schemas, which kubernetes-models carries
// as compiled validators. Prints one line for each fault; a field that no validator looks at is one that the schema does not know.
import { readFileSync } from 'node:fs';

const faults = [];
for (const object of JSON.parse(readFileSync(0, 'utf8'))) {
  const where = `${object.kind}/${object.metadata?.name}`;
  const [version, group = 'core'] = object.apiVersion.split('/').reverse();
  const name = `IoK8sApi${capital(group.split('.')[0])}${capital(version)}${object.kind}`;
  const schema = await import(`kubernetes-models/_schemas/${name}`).catch(() => null);
  if (!schema) {
    faults.push(`${where}: ${object.apiVersion} has no ${object.kind}`);
    continue;
  }

  const read = new Set();
  if (!schema.validate(watch(object, '', read))) {
    faults.push(...schema.validate.errors.map(e => `${where}: ${e.instancePath} ${e.message ?? e.keyword} ${JSON.stringify(e.params)}`));
    continue;
  }

  for (const path of paths(object, '')) {
    if (!read.has(path)) faults.push(`${where}: the schema has no ${path}`);
  }
}

faults.forEach(fault => console.log(fault));

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

function watch(value, path, read) {
  if (value === null || typeof value !== 'object') return value;
  return new Proxy(value, {
    get(target, key) {
      if (typeof key !== 'string' || !Object.hasOwn(target, key) || (Array.isArray(target) && key === 'length')) return Reflect.get(target, key);
      read.add(`${path}/${key}`);
      return watch(target[key], `${path}/${key}`, read);
    },
  });
}

function* paths(value, path) {
  if (value === null || typeof value !== 'object') return;
  for (const [key, child] of Object.entries(value)) {
    yield `${path}/${key}`;
    yield* paths(child, `${path}/${key}`);
  }
}
