import { connect } from 'node:net';

/** What came back on a raw connection: 0 when the server hung up without an answer, −1 when nothing came in time. */
export type Answer = { status: number; text: string };

/** Sends bytes as they are and waits for the first answer's headers; pieces go out one after the other. */
export function exchange(
  port: number,
  bytes: string | Buffer | readonly (string | Buffer)[],
  patienceMs = 60_000,
): Promise<Answer> {
  const pieces = typeof bytes === 'string' || Buffer.isBuffer(bytes) ? [bytes] : bytes;
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const finish = (status: number) => {
      clearTimeout(patience);
      socket.destroy();
      resolve({ status, text });
    };
    const statusNow = () => Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0);
    const patience = setTimeout(() => finish(-1), patienceMs);
    socket.on('connect', () => {
      for (const piece of pieces)
        socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
    });
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\r\n\r\n')) finish(statusNow());
    });
    socket.on('end', () => finish(statusNow()));
    socket.on('error', () => finish(statusNow()));
  });
}
