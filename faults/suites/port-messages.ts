import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { resolve } from 'node:path';
import { forkChildren } from '@main/fork-child';
import { answerPorts, type CallPort } from '@main/desktop/port-calls';
import { openWorkbench } from '@core/workbench';
import { TrainerProcess } from '@core/training/trainer-process';
import { systemClock, type Child } from '@core/ports';
import type { Job } from '@shared/job';
import { callFrame, faultyFrame } from '../messages/frames';
import { cloneableJunk, jsonJunk, manyKeys, nested, oneOf } from '../messages/junk';
import { atLeast, defineSuite, mustBe, type FaultContext, type Figure } from './suite';

const perPort = 25;

/** Random messages through the window's port, from a trainer to the host, and from the host to a real trainer. */
export const portMessages = defineSuite({
  id: 'port-messages',
  title: 'random messages through the ports of the window and the trainer',
  covers: ['E5', 'F22'],
  async run(context): Promise<Figure[]> {
    const ports = context.times(100_000) / perPort;
    const page = await abusePagePorts(context, ports);
    const junk = await listenToJunk(context, context.times(100_000));
    const trainer = await abuseTrainer(context, context.times(100_000));
    return [
      mustBe('ports closed at the tenth malformed message', page.closed, ports),
      atLeast('calls through ports that were answered', page.answers, ports * 10),
      mustBe(
        'random messages of a trainer after which its job ended as a fault',
        junk,
        context.times(100_000),
      ),
      mustBe('random messages that a trainer took without ending', trainer, context.times(100_000)),
    ];
  },
});

/** A port whose other end is this suite. */
class TestPort extends EventEmitter {
  readonly posted: unknown[] = [];
  isClosed = false;
  start(): void {}
  postMessage(data: unknown): void {
    this.posted.push(data);
    this.emit('posted');
  }
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.emit('close');
  }
}

async function abusePagePorts(context: FaultContext, ports: number) {
  const { random } = context;
  const workbench = await openWorkbench({
    home: `${context.folder}/home`,
    version: '0',
    spawn: forkChildren(),
    allowPath: () => false,
    door: 'desktop',
    systemInfo: { shells: [] },
  });
  const answer = answerPorts(workbench.router);
  const tally = { closed: 0, answers: 0 };
  for (let at = 0; at < ports; at++) {
    const port = new TestPort();
    answer(port as unknown as CallPort);
    let calls = 0;
    for (let message = 0; message < perPort - 10; message++) {
      port.emit('message', { data: callFrame(random, String(message)).text });
      calls += 1;
    }
    while (port.posted.length < calls) await once(port, 'posted');
    for (let fault = 0; fault < 10; fault++) {
      context.check('a port stays open for nine malformed messages', !port.isClosed);
      port.emit('message', { data: random() < 0.5 ? notText(context) : faultyFrame(random).text });
    }
    tally.answers += calls;
    if (port.isClosed) tally.closed += 1;
  }
  await workbench.close();
  return tally;
}

/** What a port can carry besides text; a frame as an object is no frame, either. */
function notText({ random }: FaultContext): unknown {
  const value = cloneableJunk(random);
  return typeof value === 'string' ? { i: '1', p: { u: '/system/info' } } : value;
}

/** A trainer that says something that is no event, or the wrong one: its job ends as a fault and its process is killed. */
async function listenToJunk(context: FaultContext, count: number): Promise<number> {
  const { random } = context;
  const giants = [manyKeys(1_000_000), nested(1_000), 'x'.repeat(10_000_000)];
  let ended = 0;
  for (let at = 0; at < count; at++) {
    const message = at < giants.length ? giants[at] : trainerJunk(context);
    let isKilled = false;
    let say: (message: unknown) => void = () => {};
    const child: Child = {
      pid: undefined,
      stderr: null,
      send: () => {},
      onMessage: (listener) => (say = listener),
      onExit: () => {},
      kill: () => (isKilled = true),
    };
    const onEvents = () => Promise.reject(new Error('out of order'));
    const end = new TrainerProcess(child, systemClock).run({ runId: 'r1' } as Job, onEvents);
    say({ type: 'alive', runId: 'r1' });
    say(message);
    const { type } = await end;
    if (type === 'fault' && isKilled) ended += 1;
    else
      context.check(
        'a fault of the trainer ends its job',
        false,
        `${type} after ${String(message).slice(0, 200)}`,
      );
    if (random() < 0.001) await new Promise((go) => setImmediate(go));
  }
  return ended;
}

/** No sign of life and no event of this run that could be stored. */
function trainerJunk({ random }: FaultContext): unknown {
  const junk = cloneableJunk(random);
  const seq = oneOf<unknown>(random, [-1, 1.5, '0', NaN, 2 ** 60, null, 7]);
  const event = { type: 'cancelled', runId: 'r1', seq, epoch: 1 };
  const others = [
    junk,
    { ...event, runId: 'r2' },
    { ...event, epoch: junk },
    { ...event, type: junk },
    event,
  ];
  const message = oneOf(random, others);
  const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : '';
  return type === 'alive' || type === 'ready' || type === 'engine' ? event : message;
}

/** The real trainer: after everything that is no command it still says which engine it has. */
async function abuseTrainer(context: FaultContext, count: number): Promise<number> {
  const { random } = context;
  const trainer = fork(resolve('out/main/trainer.js'), [], { serialization: 'advanced', silent: true });
  await once(trainer, 'message');
  let sent = 0;
  try {
    for (const giant of [manyKeys(100_000), nested(1_000), 'x'.repeat(10_000_000)])
      await post(trainer, giant);
    for (; sent < count && trainer.exitCode === null; sent++) {
      const type = oneOf(random, ['run', 'runStack', 'cancel', 'acknowledge', 'stop', cloneableJunk(random)]);
      const job = random() < 0.5 ? jsonJunk(random) : { runId: 'r1', firstSeq: 0, config: jsonJunk(random) };
      const command = { type, job, runId: jsonJunk(random), seq: jsonJunk(random) };
      await post(trainer, random() < 0.5 ? command : cloneableJunk(random));
    }
    const engine = new Promise<boolean>((told) => {
      trainer.on('message', (message: { type?: string }) => message.type === 'engine' && told(true));
      trainer.once('exit', () => told(false));
    });
    await post(trainer, { type: 'probe' });
    context.check('the trainer works after all that', await engine);
  } finally {
    trainer.kill('SIGKILL');
  }
  return sent;
}

/** Sends a message and waits until it is on its way, so that no queue grows. */
function post(child: ChildProcess, message: unknown): Promise<void> {
  return new Promise((done) => {
    const isSendable = typeof message === 'object' && message !== null;
    if (child.connected) child.send(isSendable ? message : { value: message }, () => done());
    else done();
  });
}
