import { jsonJunk, oneOf, type Chance } from './junk';

/** A frame of the typed calls, and what must come of it: an answer to its id, a mark against the sender, or nothing. */
export type Frame = { text: string; expects: 'answer' | 'fault' | 'nothing' };

/** Calls whose random inputs can do nothing that lasts. */
const calls = [
  ...[
    '/system/info',
    '/datasets/list',
    '/datasets/get',
    '/datasets/formats',
    '/datasets/preview',
    '/datasets/examples',
  ],
  ...[
    '/datasets/remove',
    '/datasets/restore',
    '/datasets/cancelImport',
    '/runs/list',
    '/runs/get',
    '/runs/diagnostics',
  ],
  ...[
    '/runs/start',
    '/runs/cancel',
    '/runs/resume',
    '/runs/rename',
    '/runs/remove',
    '/runs/watch',
    '/neighbours/list',
  ],
  ...[
    '/neighbours/ofExample',
    '/neighbours/ofImage',
    '/studies/get',
    '/studies/cancel',
    '/sweeps/get',
    '/sweeps/start',
  ],
  ...[
    '/sweeps/openAsRun',
    '/constructor',
    '/__proto__/x',
    '/toString',
    '/runs/__proto__',
    '/runs/get/constructor',
    '/',
  ],
];

/** A call with a random input, in the shape of a frame: it must be answered, with an error or not. */
export function callFrame(chance: Chance, id: string): Frame {
  const json = jsonJunk(chance, 5);
  const path = () =>
    Array.from({ length: Math.floor(chance() * 3) }, () =>
      oneOf(chance, ['__proto__', 'constructor', 'id', 0]),
    );
  const meta = Array.from({ length: Math.floor(chance() * 3) }, () => [Math.floor(chance() * 12), ...path()]);
  const bodies = [
    { json },
    { json, meta },
    { json, meta: jsonJunk(chance) },
    { json: { id: 'r1', name: json } },
    json,
  ];
  const u = oneOf(
    chance,
    calls.filter((call) => /^\/[a-zA-Z/]{1,100}$/.test(call)),
  );
  return { text: JSON.stringify({ i: id, p: { u, b: oneOf(chance, bodies) } }), expects: 'answer' };
}

/** The end of a call that may never have begun. */
export function endFrame(id: string): Frame {
  return { text: JSON.stringify({ i: id, t: 4 }), expects: 'nothing' };
}

/** Text that is no frame. */
export function faultyFrame(chance: Chance): Frame {
  const junk = JSON.stringify(jsonJunk(chance)) ?? '';
  const call = JSON.stringify({ i: '1', p: { u: '/system/info' } });
  const texts = [
    () => junk,
    () => call.slice(0, Math.floor(chance() * call.length)),
    () => '['.repeat(Math.floor(chance() * 50_000)),
    () => `{"i":"1","p":{"u":"http://evil.example/"}}`,
    () => `{"i":"1","p":{"u":${junk}}}`,
    () => `{"i":[${junk}],"p":{"u":"/system/info"}}`,
    () => `{"i":"1","t":3,"p":${junk}}`,
    () => `{"__proto__":{"i":"1","p":{"u":"/system/info"}}}`,
    () => `{"i":"1","p":{"u":"/system/info","h":{"content-type":"multipart/form-data"}}}`,
    () => `{"i":"1","p":{"u":"/system/info","m":"GET"}}`,
  ];
  return { text: oneOf(chance, texts)(), expects: 'fault' };
}
