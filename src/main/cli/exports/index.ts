import { csv } from './csv';
import type { ExportFormat } from './export-format';
import { json } from './json';
import { npz } from './npz';
import { safetensors } from './safetensors';

/** Every format of `runs export`. */
export const exportFormats = [json, csv, npz, safetensors] as const satisfies readonly ExportFormat[];
