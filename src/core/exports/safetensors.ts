import type { ExportFormat } from './export-format';
import { littleEndianBytes, type NamedArray } from './named-array';

/** Weights, embedding, labels and sizes of the splits with the settings as metadata (https://github.com/huggingface/safetensors#format). */
export const safetensors = {
  id: 'safetensors',
  help: 'weights, embedding of every example, labels and sizes of the splits, with the settings as metadata',
  extension: 'safetensors',
  mediaType: 'application/octet-stream',
  async *write({ run, arrays }) {
    const metadata = { format: 'metric-workbench', run: run.id, config: JSON.stringify(run.config) };
    yield safetensorsBytes(await arrays(), metadata);
  },
} as const satisfies ExportFormat;

/** Length of the header (u64), header (JSON, padded with spaces to 8 bytes), then the values one after another. */
export function safetensorsBytes(
  arrays: readonly NamedArray[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  let offset = 0;
  const tensors = arrays.map((array) => {
    const start = offset;
    offset += array.data.byteLength;
    const dtype = array.data instanceof Float32Array ? 'F32' : 'I32';
    return [array.name, { dtype, shape: array.shape, data_offsets: [start, offset] }] as const;
  });
  const header = Buffer.from(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(tensors) }));
  const padding = Buffer.alloc((8 - (header.length % 8)) % 8, ' ');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length + padding.length));
  return new Uint8Array(Buffer.concat([length, header, padding, ...arrays.map(littleEndianBytes)]));
}
