import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchBody } from './body-watch';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A request of which pieces can come; says whether it was hung up on. */
function requestOf(isUpload: boolean) {
  const socket = { bytesRead: 100, destroy: vi.fn() };
  const request = Object.assign(new EventEmitter(), { socket, complete: false });
  watchBody(request as unknown as IncomingMessage, isUpload, { wholeMs: 30_000, pauseMs: 30_000 });
  return { request, socket };
}

test('an upload may take as long as it likes while pieces of it come', () => {
  const { socket } = requestOf(true);
  for (let minute = 0; minute < 60; minute++) {
    socket.bytesRead += 1;
    vi.advanceTimersByTime(30_000);
  }
  expect(socket.destroy).not.toHaveBeenCalled();
  vi.advanceTimersByTime(30_000);
  expect(socket.destroy).toHaveBeenCalledOnce();
});

test('any other body has to be there within the time for the whole', () => {
  const { socket } = requestOf(false);
  vi.advanceTimersByTime(29_999);
  socket.bytesRead += 1;
  expect(socket.destroy).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(socket.destroy).toHaveBeenCalledOnce();
});

test('a body that has come is watched no longer', () => {
  const { request, socket } = requestOf(false);
  request.complete = true;
  vi.advanceTimersByTime(120_000);
  expect(socket.destroy).not.toHaveBeenCalled();
});
