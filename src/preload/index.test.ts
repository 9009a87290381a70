import { beforeAll, beforeEach, expect, test, vi } from 'vitest';

const ipcRenderer = vi.hoisted(() => ({ postMessage: vi.fn() }));
vi.mock('electron', () => ({ ipcRenderer }));

type Said = { source: unknown; origin: string; data: unknown };
const posted = vi.fn();
type Port = { close(): void };
let say: (message: Partial<Said>) => void;

beforeAll(async () => {
  const addEventListener = vi.fn<(type: string, listener: (message: Said) => void) => void>();
  vi.stubGlobal('addEventListener', addEventListener);
  vi.stubGlobal('postMessage', posted);
  vi.stubGlobal('location', { origin: 'app://workbench' });
  await import('./index');
  const listener = addEventListener.mock.calls[0]?.[1];
  const asked: Said = {
    source: globalThis,
    origin: 'app://workbench',
    data: { type: 'metric-workbench:connect' },
  };
  say = (changes) => listener?.({ ...asked, ...changes });
});
beforeEach(() => vi.clearAllMocks());

test('the page gets one end of a channel and the main process the other', () => {
  say({});
  const [message, origin, [pagePort]] = posted.mock.calls[0] as [unknown, string, [Port]];
  expect([message, origin]).toEqual([{ type: 'metric-workbench:port' }, 'app://workbench']);
  const [channel, , [mainPort]] = ipcRenderer.postMessage.mock.calls[0] as [string, null, [Port]];
  expect(channel).toBe('metric-workbench:connect');
  expect(mainPort).not.toBe(pagePort);
  pagePort.close();
});

test.each<[string, Partial<Said>]>([
  ['a frame inside the page', { source: {} }],
  ['another origin', { origin: 'https://evil.example' }],
  ['something else', { data: { type: 'other' } }],
  ['nothing', { data: null }],
  ['a text', { data: 'metric-workbench:connect' }],
])('%s gets nothing', (_what, changes) => {
  say(changes);
  expect(posted).not.toHaveBeenCalled();
  expect(ipcRenderer.postMessage).not.toHaveBeenCalled();
});
