import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

/**
 * A stand-in for Electron in tests: it remembers what it was told, its emitters are real, and its utility processes
 * are Node's own with Electron's events. Only what this project uses is here, so a new use shows as a missing function.
 */
export const electron = {
  app: Object.assign(new EventEmitter(), {
    isPackaged: true,
    enableSandbox: vi.fn(),
    setPath: vi.fn(),
    requestSingleInstanceLock: vi.fn(() => true),
    whenReady: vi.fn(() => Promise.resolve()),
    quit: vi.fn(),
    exit: vi.fn(),
  }),
  protocol: { registerSchemesAsPrivileged: vi.fn() },
  crashReporter: { start: vi.fn() },
  session: { defaultSession: recordingSession() },
  ipcMain: new EventEmitter(),
  ipcRenderer: { postMessage: vi.fn() },
  dialog: { showErrorBox: vi.fn(), showMessageBox: vi.fn(() => Promise.resolve({ response: 0 })) },
  Menu: { buildFromTemplate: vi.fn((template: unknown) => template), setApplicationMenu: vi.fn() },
  nativeTheme: { shouldUseDarkColors: false },
  screen: { getAllDisplays: vi.fn(() => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }]) },
  BrowserWindow: recordingWindow(),
  utilityProcess: { fork: vi.fn(forkUtility) },
};

/** Forgets every listener and every recorded call. */
export function forgetElectron(): void {
  electron.app.removeAllListeners();
  electron.ipcMain.removeAllListeners();
  electron.BrowserWindow.opened.length = 0;
  vi.clearAllMocks();
}

/** A page as Electron's main process sees it. */
export function recordingContents() {
  return Object.assign(new EventEmitter(), {
    mainFrame: { url: 'app://workbench/' },
    setWindowOpenHandler: vi.fn<(handler: (details: { url: string }) => { action: string }) => void>(),
    reload: vi.fn(),
    forcefullyCrashRenderer: vi.fn(),
  });
}

/** Two ends of a channel: what one posts the other gets as Electron's `{ data }`, once it has started. */
export function recordingChannel(): [RecordingPort, RecordingPort] {
  const [one, two] = [new RecordingPort(), new RecordingPort()];
  one.other = two;
  two.other = one;
  return [one, two];
}

class RecordingPort extends EventEmitter {
  other: RecordingPort | undefined;
  #waiting: unknown[] | undefined = [];
  isClosed = false;

  postMessage(data: unknown): void {
    if (!this.isClosed) this.other?.receive(structuredClone(data));
  }

  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const data of waiting) this.emit('message', { data });
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.emit('close');
    this.other?.close();
  }

  receive(data: unknown): void {
    if (this.#waiting) this.#waiting.push(data);
    else queueMicrotask(() => this.emit('message', { data }));
  }
}

type Answer<T> = (result: T) => void;
type Asked<Request, Result> = (request: Request, answer: Answer<Result>) => void;

function recordingSession() {
  return {
    setPermissionRequestHandler:
      vi.fn<(handler: (contents: unknown, name: string, answer: Answer<boolean>) => void) => void>(),
    setPermissionCheckHandler: vi.fn<(handler: () => boolean) => void>(),
    setDevicePermissionHandler: vi.fn<(handler: () => boolean) => void>(),
    setDisplayMediaRequestHandler: vi.fn<(handler: Asked<unknown, object>) => void>(),
    webRequest: { onBeforeRequest: vi.fn<(handler: Asked<{ url: string }, { cancel: boolean }>) => void>() },
    protocol: { handle: vi.fn<(scheme: string, handler: (request: Request) => Promise<Response>) => void>() },
  };
}

function recordingWindow() {
  return class RecordingWindow extends EventEmitter {
    static readonly opened: RecordingWindow[] = [];
    readonly webContents = recordingContents();
    readonly loadURL = vi.fn(() => Promise.resolve());
    readonly show = vi.fn();
    readonly focus = vi.fn();
    readonly restore = vi.fn();
    readonly maximize = vi.fn();
    readonly isMaximized = vi.fn(() => false);
    readonly isMinimized = vi.fn(() => true);
    readonly isDestroyed = vi.fn(() => false);
    readonly getNormalBounds = vi.fn(() => ({ x: 40, y: 30, width: 1000, height: 700 }));

    constructor(readonly options: { webPreferences: Record<string, unknown>; [name: string]: unknown }) {
      super();
      RecordingWindow.opened.push(this);
    }
  };
}

type UtilityOptions = { env: Record<string, string>; execArgv: string[]; cwd: string };

function forkUtility(path: string, args: string[], { env, execArgv, cwd }: UtilityOptions) {
  const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const;
  const child = fork(path, args, { env, execArgv, cwd, serialization: 'advanced', stdio: [...stdio] });
  const utility = Object.assign(new EventEmitter(), {
    stdout: child.stdout,
    stderr: child.stderr,
    pid: undefined as number | undefined,
    postMessage: (message: unknown) => void child.send(message as never),
    kill: () => child.kill('SIGTERM'),
  });
  child.once('spawn', () => {
    utility.pid = child.pid;
    utility.emit('spawn');
  });
  child.on('message', (message) => utility.emit('message', message));
  child.once('close', (code: number | null, signal: string | null) => {
    utility.pid = undefined;
    utility.emit('exit', code ?? (signal === 'SIGKILL' ? 9 : 15));
  });
  return utility;
}
