import type { ImportSource } from '@shared/api';
import type { DatasetSummary, ImportOptions, ImportPreview } from '@shared/dataset';
import { uploadFile } from '../../client/uploads';
import { problemOf, type Problem } from '../../client/problem';
import type { PickedFile } from '../../import/dropped-files';
import { storedZip } from '../../import/stored-zip';
import { datasetNameFor, pickedName } from '../../import/dataset-name';
import { parseOption, type OptionFaults, type OptionName } from '../../import/parse-option';
import type { Workbench } from '../workbench.svelte';

export type ImportStep = 'choose' | 'packing' | 'sending' | 'reading' | 'options' | 'importing';

const firstOptions: ImportOptions = {
  name: '',
  format: 'auto',
  validation: 0.2,
  test: 0,
  seed: 0,
  unreadable: 'stop',
};

/** One import from files to dataset: pack, send, preview, and only then store. */
export class ImportDraft {
  open = $state(false);
  step = $state<ImportStep>('choose');
  title = $state('');
  packed = $state.raw({ done: 0, total: 0 });
  options = $state.raw<ImportOptions>(firstOptions);
  /** What is wrong with what was typed; the options keep their last right values. */
  faults = $state.raw<OptionFaults>({});
  preview = $state.raw<ImportPreview | null>(null);
  /** True while the preview shown does not yet fit the options. */
  stale = $state(false);
  problem = $state.raw<Problem | null>(null);
  importId = $state<string | null>(null);
  #source: ImportSource | null = null;
  #stop = new AbortController();
  #turn = 0;

  constructor(
    private readonly workbench: Workbench,
    private readonly onFinished: (dataset: DatasetSummary) => void,
  ) {
    workbench.onEvent((event) => {
      if (!('importId' in event) || event.importId !== this.importId) return;
      if (event.type === 'importFailed') this.#fail(event.error, 'options');
      if (event.type === 'importFinished') {
        this.close();
        this.onFinished(event.dataset);
      }
    });
  }

  /** Would an import now do what the form shows? */
  get canStart(): boolean {
    const isRight = Object.values(this.faults).every((fault) => fault === undefined);
    return isRight && this.options.name.trim() !== '' && this.preview !== null && !this.stale;
  }

  begin(): void {
    this.close();
    this.open = true;
  }

  /** Closes the dialog; packing and sending stop, an import under way goes on. */
  close(): void {
    this.#stop.abort();
    this.#turn++;
    this.#source = null;
    Object.assign(this, {
      open: false,
      step: 'choose',
      faults: {},
      preview: null,
      problem: null,
      importId: null,
      stale: false,
    });
    this.options = firstOptions;
  }

  /** Takes files as picked or dropped: one is sent as it is, several as one zip that is read as a folder. */
  async take(files: readonly PickedFile[]): Promise<void> {
    this.begin();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const [first] = files;
    if (!first) {
      this.#fail(
        {
          message: 'There are no files in what you chose.',
          hint: 'Choose a folder with one folder of images for each class.',
        },
        'choose',
      );
      return;
    }
    const name = datasetNameFor(
      files,
      this.workbench.datasets.map((dataset) => dataset.name),
    );
    const packedFolder = files.length > 1;
    this.title = packedFolder ? pickedName(files) : first.file.name;
    this.options = { ...firstOptions, name };
    try {
      const body = packedFolder ? await this.#pack(files, signal) : first.file;
      this.step = 'sending';
      this.#source = { upload: await uploadFile(this.title, body, signal), packedFolder };
      this.step = 'reading';
      await this.#look();
    } catch (error) {
      if (!signal.aborted) this.#fail(problemOf(error), 'choose');
    }
  }

  /** Takes an option as it was typed: a right one is used, of a wrong one only its fault is kept. */
  async type(name: OptionName, text: string): Promise<void> {
    const { fault, value } = parseOption(name, text);
    this.faults = { ...this.faults, [name]: fault };
    if (fault === undefined) await this.change({ [name]: value });
  }

  /** Changes an option; those that change what is read ask for a new preview. */
  async change(change: Partial<ImportOptions>): Promise<void> {
    this.options = { ...this.options, ...change };
    if (Object.keys(change).every((key) => key === 'name')) return;
    await this.#look();
  }

  async start(): Promise<void> {
    if (!this.#source || !this.canStart) return;
    this.problem = null;
    this.step = 'importing';
    try {
      const { importId } = await this.workbench.client.datasets.import({
        source: this.#source,
        options: this.options,
      });
      this.importId = importId;
    } catch (error) {
      this.#fail(problemOf(error), 'options');
    }
  }

  async cancelImport(): Promise<void> {
    if (this.importId)
      await this.workbench.client.datasets.cancelImport({ importId: this.importId }).catch(() => undefined);
    this.step = 'options';
    this.importId = null;
  }

  async #pack(files: readonly PickedFile[], signal: AbortSignal): Promise<Blob> {
    this.step = 'packing';
    const total = files.length;
    this.packed = { done: 0, total };
    return storedZip(files, (done) => (this.packed = { done, total }), signal);
  }

  async #look(): Promise<void> {
    if (!this.#source) return;
    const turn = ++this.#turn;
    this.stale = true;
    try {
      const preview = await this.workbench.client.datasets.preview({
        source: this.#source,
        options: this.options,
      });
      if (turn !== this.#turn) return;
      Object.assign(this, { preview, problem: null, step: 'options', stale: false });
    } catch (error) {
      if (turn !== this.#turn) return;
      // The files are there: another format or split may be all that it takes.
      this.preview = null;
      this.#fail(problemOf(error), 'options');
    }
  }

  #fail(problem: Problem, step: ImportStep): void {
    Object.assign(this, { problem, step, stale: false });
  }
}
