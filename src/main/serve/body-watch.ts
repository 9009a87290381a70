import type { IncomingMessage } from 'node:http';

/** How long the body of a request may take: as a whole, or for an upload between two pieces. */
export type BodyTimes = { wholeMs: number; pauseMs: number };

export const bodyTimes: BodyTimes = { wholeMs: 30_000, pauseMs: 30_000 };

/**
 * Hangs up on a request whose body does not come. An upload may take hours, so only its pauses are limited; Node's own
 * `requestTimeout` knows nothing but the whole and would cut it off.
 */
export function watchBody(request: IncomingMessage, isUpload: boolean, times: BodyTimes = bodyTimes): void {
  const { socket } = request;
  let received = socket.bytesRead;
  const timer = setInterval(
    () => {
      if (request.complete) stop();
      else if (isUpload && socket.bytesRead > received) received = socket.bytesRead;
      else socket.destroy();
    },
    isUpload ? times.pauseMs : times.wholeMs,
  );
  const stop = () => clearInterval(timer);
  request.once('end', stop);
  request.once('close', stop);
}
