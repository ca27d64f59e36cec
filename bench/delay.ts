import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Seen, Trace } from '../__tests__/support/faults/proxy-trace.ts';

/** A line to servers on this machine that is as slow as one to afar: in a process of its own, bodies pass by unread. */
export interface Delay {
  /** A port of 127.0.0.1 that leads to the URL's. */
  add(url: string): Promise<number>;
  /** One round trip, half of it each way; a new connection costs one more. */
  latency(ms: number): Promise<void>;
  clear(): Promise<void>;
  /** What passed since the last `clear`. */
  report(): Promise<Trace>;
  stop(): void;
}

/** Starts one. */
export async function startDelay(latencyMs = 0): Promise<Delay> {
  const child = fork(join(import.meta.dirname, 'delay-process.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  let last: Promise<unknown> = Promise.resolve();
  const order = <T>(what: object): Promise<T> => {
    const answer = last.then(
      () =>
        new Promise<T>((resolve, reject) => {
          child.once('exit', reject);
          child.once('message', (message) => {
            child.off('exit', reject);
            resolve(message as T);
          });
          child.send(what);
        }),
    );
    last = answer;
    return answer;
  };
  await order({ latencyMs });
  return {
    add: async (url) => (await order<{ port: number }>({ add: url })).port,
    latency: async (ms) => void (await order({ latencyMs: ms })),
    clear: async () => void (await order({ clear: true })),
    report: async () => {
      const { seen, connections } = await order<{ seen: Seen[]; connections: number }>({ report: true });
      const trace = new Trace();
      // what was never answered came through JSON as null
      trace.seen.push(...seen.map((one) => ({ ...one, end: one.end ?? Number.POSITIVE_INFINITY })));
      trace.connections = connections;
      return trace;
    },
    stop: () => child.kill(),
  };
}

/** What one connection through the line carries, in megabytes a second: so that the line is known not to be the limit. */
export async function throughput(latencyMs: number, megabytes = 600): Promise<number> {
  const piece = Buffer.alloc(1024 * 1024);
  const source = createServer(async (_, answer) => {
    for (let sent = 0; sent < megabytes; sent++)
      if (!answer.write(piece)) await new Promise((resolve) => answer.once('drain', resolve));
    answer.end();
  });
  await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
  const delay = await startDelay(latencyMs);
  const port = await delay.add(`http://127.0.0.1:${(source.address() as AddressInfo).port}`);
  const began = performance.now();
  const { body } = await fetch(`http://127.0.0.1:${port}/`);
  let got = 0;
  for await (const chunk of body!) got += chunk.length;
  const seconds = (performance.now() - began) / 1000;
  delay.stop();
  source.close();
  return got / 1024 / 1024 / seconds;
}
