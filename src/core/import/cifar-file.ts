import { badInput } from './bad-input';

export type CifarKind = 'cifar-10' | 'cifar-100';

const imageBytes = 32 * 32 * 3;
/** Bytes before each image: CIFAR-100 has a coarse label, then the fine one. */
const labelBytes: Record<CifarKind, number> = { 'cifar-10': 1, 'cifar-100': 2 };
const classes: Record<CifarKind, number> = { 'cifar-10': 10, 'cifar-100': 100 };

/** Which of the two a file is, by its length and, where both fit, by its name; null when it is neither. */
export function cifarKindOf(path: string, bytes: number): CifarKind | null {
  const fits = (kind: CifarKind) => bytes > 0 && bytes % (labelBytes[kind] + imageBytes) === 0;
  const byName: CifarKind[] = /batch/.test(path.slice(path.lastIndexOf('/') + 1))
    ? ['cifar-10', 'cifar-100']
    : ['cifar-100', 'cifar-10'];
  return byName.find(fits) ?? null;
}

/** Parses one file: `pixels` are [n, 32, 32, 3], `labels` [n] (the fine ones). Throws `bad-input` naming the file. */
export function parseCifar(
  bytes: Uint8Array,
  name: string,
  kind: CifarKind,
): { pixels: Uint8Array; labels: Int32Array } {
  const head = labelBytes[kind];
  const record = head + imageBytes;
  if (bytes.length === 0 || bytes.length % record !== 0)
    throw badInput(
      `${name} has ${bytes.length} bytes, no whole number of ${record}-byte records.`,
      'Use the binary version of CIFAR, and download it again if it is cut off.',
    );
  const count = bytes.length / record;
  const labels = new Int32Array(count);
  const pixels = new Uint8Array(count * imageBytes);
  for (let i = 0; i < count; i++) {
    const label = bytes[i * record + head - 1] ?? 0;
    if (label >= classes[kind])
      throw badInput(
        `${name}: record ${i} has the label ${label}; ${kind} ends at ${classes[kind] - 1}.`,
        'Use the binary version of CIFAR.',
      );
    labels[i] = label;
    interleave(bytes, i * record + head, pixels, i * imageBytes);
  }
  return { pixels, labels };
}

/** Three planes of red, green and blue become pixels of three bytes. */
function interleave(from: Uint8Array, start: number, to: Uint8Array, at: number): void {
  for (let p = 0; p < 1024; p++)
    for (let c = 0; c < 3; c++) to[at + p * 3 + c] = from[start + c * 1024 + p] ?? 0;
}
