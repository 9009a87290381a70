import { join } from 'node:path';
import type WebSocket from 'ws';
import { openSocket } from '../http/floods';
import { startServer, type RunningServer } from '../http/start-server';
import { callFrame, endFrame, faultyFrame, type Frame } from '../messages/frames';
import { manyKeys } from '../messages/junk';
import { atMost, defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

const perSocket = 25;
/** Malformed frames after which a socket is closed. */
const limit = 10;
const together = 8;

/** Random messages to the running server: each call is answered, the tenth malformed frame ends the socket, the process lives. */
export const socketMessages = defineSuite({
  id: 'socket-messages',
  title: 'random messages over WebSockets',
  covers: ['E4', 'F22'],
  async run(context): Promise<Figure[]> {
    // A small heap: what grows in it is a leak, not a collector that takes its time.
    const server = await startServer(join(context.folder, 'home'), 128);
    try {
      const tally = { messages: 0, answers: 0, closed: 0 };
      const sockets = context.times(100_000) / perSocket;
      await abuse(server, context, 200, tally);
      const before = server.memoryMiB();
      await abuse(server, context, sockets, tally);
      await giantMessages(server, context);
      context.check('the server is in good health', (await server.health()) === 200);
      context.check(
        'it wrote no fault to standard error',
        !/Error/.test(server.stderr()),
        server.stderr().slice(0, 500),
      );
      return [
        mustBe('messages', tally.messages, (sockets + 200) * perSocket),
        told('calls that were answered', tally.answers.toLocaleString('en')),
        mustBe('sockets closed at the tenth malformed message', tally.closed, sockets + 200),
        atMost('growth of the memory', server.memoryMiB() - before, 100, ' MiB'),
      ];
    } finally {
      await server.stop();
    }
  },
});

type Tally = { messages: number; answers: number; closed: number };

async function abuse(
  server: RunningServer,
  context: FaultContext,
  sockets: number,
  tally: Tally,
): Promise<void> {
  let left = sockets;
  const worker = async () => {
    while (left-- > 0) await abuseOne(server, context, tally);
  };
  await Promise.all(Array.from({ length: together }, worker));
}

/** Nine malformed frames among calls, then the calls' answers, then the tenth. */
async function abuseOne(server: RunningServer, context: FaultContext, tally: Tally): Promise<void> {
  const socket = await openSocket(server);
  const frames = mixed(context);
  const unanswered = new Set(frames.flatMap((frame, at) => (frame.expects === 'answer' ? [String(at)] : [])));
  const count = unanswered.size;
  const answered = allAnswered(socket, unanswered);
  for (const { text } of frames) socket.send(text);
  const isComplete = await answered;
  context.check(
    'every call is answered',
    isComplete,
    `${[...unanswered]} of ${frames.map(({ text }) => text.slice(0, 200))}`,
  );
  tally.answers += count - unanswered.size;
  const closed = closeCode(socket);
  const last = faultyFrame(context.random).text;
  socket.send(last);
  const code = await closed;
  context.check(
    'the tenth malformed message ends the socket',
    code === 1008,
    `${code} after ${last.slice(0, 200)}`,
  );
  if (code === 1008) tally.closed += 1;
  tally.messages += frames.length + 1;
}

function mixed({ random }: FaultContext): Frame[] {
  const faulty = Array.from({ length: limit - 1 }, () => faultyFrame(random));
  const calls = Array.from({ length: perSocket - limit }, () => null);
  return [...faulty, ...calls]
    .map((frame) => ({ frame, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ frame }, at) => frame ?? (random() < 0.1 ? endFrame(String(at)) : callFrame(random, String(at))));
}

/** Resolves to true when every id has had an answer, to false when the socket closed first or a minute passed. */
function allAnswered(socket: WebSocket, ids: Set<string>): Promise<boolean> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => resolve(false), 60_000);
    const settle = () => {
      if (ids.size > 0) return;
      clearTimeout(patience);
      resolve(true);
    };
    socket.on('message', (bytes: Buffer) => {
      const head = bytes.subarray(0, 200).toString();
      ids.delete(/^\{"i":"(\d+)"/.exec(head)?.[1] ?? '');
      settle();
    });
    socket.once('close', () => {
      clearTimeout(patience);
      resolve(false);
    });
    settle();
  });
}

/** The code that a socket is closed with; 0 when it stays open for a minute. */
function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => {
      resolve(0);
      socket.terminate();
    }, 60_000);
    socket.once('close', (code) => {
      clearTimeout(patience);
      resolve(code);
    });
  });
}

/** Messages as large as they may be, and larger. */
async function giantMessages(server: RunningServer, context: FaultContext): Promise<void> {
  const keys = JSON.stringify({ i: '1', p: { u: '/runs/get', b: { json: manyKeys(70_000) } } });
  const deep = `{"i":"1","p":{"u":"/runs/get","b":{"json":${'['.repeat(400_000)}${']'.repeat(400_000)}}}}`;
  for (const text of [keys, deep]) {
    const socket = await openSocket(server);
    const answered = allAnswered(socket, new Set(['1']));
    socket.send(text);
    // Too deep is no frame; that it is refused shows in the answer to the call behind it.
    socket.send('{"i":"1","p":{"u":"/system/info"}}');
    context.check('a giant message is answered or refused', await answered, text.slice(0, 60));
    socket.terminate();
  }
  const socket = await openSocket(server);
  const closed = closeCode(socket);
  socket.send(JSON.stringify(manyKeys(1_000_000)));
  const code = await closed;
  // 1006 when the connection is reset before the reason can be read.
  context.check(
    'a message with a million keys ends the socket',
    code === 1009 || code === 1006,
    String(code),
  );
}
