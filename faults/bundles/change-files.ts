import { oneOf, type Chance } from '../messages/junk';
import { artefactsIn, type Parts } from './parts';

/** Lets a file or what is told of it lie: its numbers, its length, its shape, type, name or place. */
export function changeFiles(parts: Parts, chance: Chance): void {
  if (chance() < 0.5) changeBytes(parts.files, chance);
  else changeAnnouncement(parts, chance);
}

const floats = [NaN, Infinity, -Infinity, 3.4e38, -1, 0];
const integers = [-1, 2 ** 31 - 1, -(2 ** 31), 36, 1_000_000, 0];

function changeBytes(files: Buffer[], chance: Chance): void {
  const at = Math.floor(chance() * files.length);
  const bytes = Buffer.from(files[at] ?? []);
  const place = Math.floor((chance() * bytes.length) / 4) * 4;
  const value = { float: oneOf(chance, floats), integer: oneOf(chance, integers) };
  files[at] = oneOf(chance, [
    () => (bytes.length >= 4 ? (bytes.writeFloatLE(value.float, place), bytes) : bytes),
    () => (bytes.length >= 4 ? (bytes.writeInt32LE(value.integer, place), bytes) : bytes),
    () => Buffer.from(new Int32Array(bytes.length / 4).fill(value.integer).buffer),
    () => Buffer.from(new Float32Array(bytes.length / 4).fill(value.float).buffer),
    () => bytes.subarray(0, place),
    () => bytes.subarray(0, place + 1),
    () => Buffer.alloc(0),
    () => Buffer.concat([bytes, bytes.subarray(place)]),
    () => files[Math.floor(chance() * files.length)] ?? bytes,
  ])();
}

function changeAnnouncement({ events }: Parts, chance: Chance): void {
  const all = events.flatMap(artefactsIn);
  const [one, other] = [oneOf(chance, all), oneOf(chance, all)];
  const size = Number(one['bytes']) / 4;
  const wrong = () => oneOf(chance, [0, -1, 1, 3, 36, 2 ** 31, 2 ** 40]);
  const changes = [
    () => (one['shape'] = [wrong(), wrong()]),
    () => (one['shape'] = [size]),
    () => (one['shape'] = [size, 1]),
    () => (one['shape'] = [1, size]),
    () => (one['shape'] = []),
    () => (one['shape'] = [size, ...Array<number>(40).fill(1)]),
    () => (one['dtype'] = one['dtype'] === 'int32' ? 'float32' : 'int32'),
    () => (one['name'] = other['name'] ?? ''),
    () => (one['file'] = other['file'] ?? ''),
    () => (one['bytes'] = Number(one['bytes']) + oneOf(chance, [-4, 1, 4])),
    () => (one['sha256'] = other['sha256'] ?? ''),
    () => Object.assign(one, other, { name: one['name'] }),
  ];
  oneOf(chance, changes)();
}
