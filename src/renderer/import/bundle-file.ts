/** Is it a run's bundle? By its name, or by a look at the archive's first entry. */
export async function isBundle(file: File): Promise<boolean> {
  if (/\.mwb\.zip$/i.test(file.name)) return true;
  const head = new Uint8Array(await file.slice(0, localHeaderBytes + firstEntry.length).arrayBuffer());
  if (head.length < localHeaderBytes + firstEntry.length) return false;
  const view = new DataView(head.buffer);
  if (view.getUint32(0, true) !== localHeaderSignature) return false;
  if (view.getUint16(26, true) !== firstEntry.length) return false;
  return new TextDecoder().decode(head.subarray(localHeaderBytes)) === firstEntry;
}

/** Bundles begin with their manifest; nothing in a dataset has this name. */
const firstEntry = 'bundle.json';

/** A zip's local file header: PK 3 4, then the name's length at byte 26 and the name from byte 30 (APPNOTE 4.3.7). */
const localHeaderSignature = 0x04034b50;
const localHeaderBytes = 30;
