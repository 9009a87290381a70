import { connect, type Socket } from 'node:net';
import WebSocket from 'ws';
import type { FaultContext, Figure } from '../suites/suite';
import { mustBe, told } from '../suites/suite';
import { exchange } from './exchange';
import type { RunningServer } from './start-server';

/** Requests that are wrong by how much or how slowly they come: all at the same time, as far as they do not count sockets. */
export async function floods(server: RunningServer, context: FaultContext): Promise<Figure[]> {
  const slow = slowRequests(server, context);
  const upload = slowUpload(server);
  const frames = await giantFrames(server);
  const bodies = await endlessBodies(server);
  const sockets = await tooManySockets(server);
  context.check('it answers in the middle of a flood of half requests', (await server.health()) === 200);
  const cut = await slow;
  const uploaded = await upload;
  const crowd = await tooManyConnections(server);
  return [
    mustBe('requests that dribble in and are cut off', cut, dribblers),
    mustBe('status of an upload that takes longer than 30 s', uploaded, 200),
    mustBe('close code of a frame of 2 MiB', frames, 1009),
    mustBe('endless bodies that were ended while they came', bodies, 10),
    mustBe('status of the 33rd WebSocket', sockets, 503),
    told('connections held of 400', `${crowd}`),
  ];
}

const dribblers = 40;

/** Connections that send one byte of a header now and then, until the server has enough of them. */
async function slowRequests({ port }: RunningServer, context: FaultContext): Promise<number> {
  const ends = Array.from({ length: dribblers }, () => {
    return new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nX: '));
      const dribble = setInterval(() => socket.write('a'), 500);
      const end = (isCut: boolean) => {
        clearInterval(dribble);
        clearTimeout(patience);
        socket.destroy();
        resolve(isCut);
      };
      const patience = setTimeout(() => end(false), 120_000);
      socket.resume();
      socket.on('end', () => end(true));
      socket.on('error', () => end(true));
    });
  });
  context.say(`${dribblers} slow requests under way`);
  return (await Promise.all(ends)).filter(Boolean).length;
}

/** An upload that sends a piece every two seconds for 36 seconds: slow, but honest. */
async function slowUpload({ port, token }: RunningServer): Promise<number> {
  const pieces = 18;
  const head = [
    'POST /uploads?name=slow.zip HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Authorization: Bearer ${token}`,
    'X-Metric-Workbench: 1',
    `Content-Length: ${pieces}`,
    'Connection: close',
  ];
  return new Promise((resolve) => {
    let text = '';
    let sent = 0;
    const socket = connect(port, '127.0.0.1', () => socket.write(`${head.join('\r\n')}\r\n\r\n`));
    const pace = setInterval(() => {
      socket.write('x');
      if (++sent === pieces) clearInterval(pace);
    }, 2000);
    socket.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(pace);
      resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0));
    });
  });
}

async function giantFrames(server: RunningServer): Promise<number> {
  const socket = await openSocket(server);
  socket.send('x'.repeat(2 * 2 ** 20));
  return new Promise((resolve) => socket.once('close', resolve));
}

/** Bodies without an end, with the token and without: refused at once, or hung up on before the answer can be read. */
async function endlessBodies({ port, token }: RunningServer): Promise<number> {
  const piece = `10000\r\n${'x'.repeat(65_536)}\r\n`;
  const answers = Array.from({ length: 10 }, (_, at) => {
    const lines = [
      `POST ${at % 2 ? '/uploads?name=a' : '/'} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      ...(at % 2 ? [] : [`Authorization: Bearer ${token}`]),
      'X-Metric-Workbench: 1',
      'Transfer-Encoding: chunked',
    ];
    return exchange(port, [`${lines.join('\r\n')}\r\n\r\n`, ...Array<string>(100).fill(piece)]);
  });
  const expected = (at: number) => (at % 2 ? 401 : 413);
  return (await Promise.all(answers)).filter(({ status }, at) => status === expected(at) || status === 0)
    .length;
}

async function tooManySockets(server: RunningServer): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: 32 }, () => openSocket(server)));
  const refused = await openSocket(server).then(
    () => 101,
    (error: Error) => Number(/\d{3}/.exec(error.message)?.[0] ?? 0),
  );
  const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
  for (const socket of sockets) socket.terminate();
  await Promise.all(closed);
  return refused;
}

/** How many of 400 idle connections the server holds; it must still answer when they are gone. */
async function tooManyConnections({ port }: RunningServer): Promise<number> {
  const sockets = await Promise.all(
    Array.from({ length: 400 }, () => {
      return new Promise<Socket>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => resolve(socket));
        socket.on('error', () => resolve(socket));
      });
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  const held = sockets.filter(
    (socket) => !socket.destroyed && !socket.readableEnded && socket.readable,
  ).length;
  for (const socket of sockets) socket.destroy();
  return held;
}

/** A WebSocket with the right token. */
export function openSocket({ port, token }: RunningServer): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.on('error', reject);
  });
}
