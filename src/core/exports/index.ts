import { bundle } from './bundle';
import { csv } from './csv';
import type { ExportFormat } from './export-format';
import { json } from './json';
import { npz } from './npz';
import { safetensors } from './safetensors';

/** Every format that a run can be written in. */
export const exportFormats = [json, csv, npz, safetensors, bundle] as const satisfies readonly ExportFormat[];
