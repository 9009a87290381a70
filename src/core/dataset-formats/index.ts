import { bluebell } from './bluebell';
import { cifar } from './cifar';
import { csv } from './csv';
import type { DatasetFormat } from './dataset-format';
import { idx } from './idx';
import { imageFolder } from './image-folder';
import { npz } from './npz';
import { zip } from './zip';

/** Every format that can be imported, in the order in which `auto` tries them. */
export const datasetFormats: readonly DatasetFormat[] = [zip, npz, idx, cifar, bluebell, csv, imageFolder];
