// OpenAI's own client, with nothing changed but the address. Writes what it got as one JSON document.
//   node contract.mjs ADDRESS FILE
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { File } from 'node:buffer';

// Node.js 18 has it, but not where the client looks.
globalThis.File ??= File;
const { default: OpenAI, toFile, APIError } = await import('openai');

const [address, path] = process.argv.slice(2);
const client = new OpenAI({ baseURL: address, apiKey: 'any', maxRetries: 0, timeout: 60_000 });
const sound = () => createReadStream(path);
const refused = call => call.then(() => null, e => {
  if (!(e instanceof APIError)) throw e;
  return { status: e.status, code: e.code, param: e.param, type: e.type, kind: e.constructor.name, message: e.message };
});

const result = {};
result.json = await client.audio.transcriptions.create({ file: sound(), model: 'whisper-1' });
result.verbose = await client.audio.transcriptions.create({
  file: await toFile(await readFile(path), 'speech.wav'), model: 'whisper-1', response_format: 'verbose_json',
  timestamp_granularities: ['word', 'segment'], language: 'et', prompt: 'Uudised', temperature: 0.2,
});
result.srt = await client.audio.transcriptions.create({ file: sound(), model: 'whisper-1', response_format: 'srt' });
result.vtt = await client.audio.transcriptions.create({ file: sound(), model: 'whisper-1', response_format: 'vtt' });
result.text = await client.audio.transcriptions.create({ file: sound(), model: 'whisper-1', response_format: 'text' });

result.events = [];
for await (const event of await client.audio.transcriptions.create({ file: sound(), model: 'gpt-4o-transcribe', stream: true, include: ['logprobs'] })) result.events.push(event);

result.translation = await client.audio.translations.create({ file: sound(), model: 'whisper-1', response_format: 'verbose_json' });
result.wrongFormat = await refused(client.audio.translations.create({ file: sound(), model: 'whisper-1', response_format: 'mp3' }));
result.wrongModel = await refused(client.audio.translations.create({ file: sound(), model: 'nobody' }));
result.wrongWords = await refused(client.audio.transcriptions.create({ file: sound(), model: 'whisper-1', response_format: 'json', timestamp_granularities: ['word'] }));

const speech = await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'Hello', response_format: 'wav' });
const bytes = Buffer.from(await speech.arrayBuffer());
result.speech = { type: speech.headers.get('content-type'), head: bytes.toString('latin1', 0, 4), length: bytes.length };

result.models = [];
for await (const model of await client.models.list()) result.models.push(model);
result.model = await client.models.retrieve('whisper-1');
result.noModel = await refused(client.models.retrieve('nobody'));
console.log(JSON.stringify(result));
