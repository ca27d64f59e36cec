/**
 * Loaded before the action: counts the time that a run waits by its own timers. What the machine adds, a late start or a
 * pause, is not in it, so that a limit of this time holds on any machine. Counted are setTimeout and AbortSignal.timeout;
 * not setInterval (the idle limit of a copy, which never ends where `isSteady`), nor the limits of sockets and of child
 * processes. OWN_TIME is JSON:
 *   report    the file that gets the result; beside it, with `.noticed`, is an empty one once a signal has been received
 *   isSteady  the clock of the run is this time, so that nothing is late only because the machine is slow
 *   stretch   timers take this many times as long, and its clock goes as much slower: as if everything else were faster
 */
const { writeFileSync } = require('node:fs');
const { promisify } = require('node:util');

const { report, isSteady = false, stretch = 1 } = JSON.parse(process.env.OWN_TIME);
delete process.env.OWN_TIME;

/** The latest end of a timer, in milliseconds: in a chain of timers, each one starts at the end of the one before. */
let waited = 0;
let signalledAt = null;
/** Returns what is to be called at the end of a timer that starts now. */
const endOf = (milliseconds) => {
  const end = waited + (Number(milliseconds) || 0);
  return () => {
    waited = Math.max(waited, end);
  };
};

const { setTimeout: startTimer } = globalThis;
globalThis.setTimeout = (callback, milliseconds, ...args) => {
  const end = endOf(milliseconds);
  const expired = (...given) => {
    end();
    callback(...given);
  };
  return startTimer(expired, stretch * milliseconds, ...args);
};
globalThis.setTimeout[promisify.custom] = startTimer[promisify.custom];

const { timeout: signalAfter } = AbortSignal;
AbortSignal.timeout = (milliseconds) => {
  const signal = signalAfter.call(AbortSignal, Math.ceil(stretch * milliseconds));
  signal.addEventListener('abort', endOf(milliseconds), { once: true });
  return signal;
};

const { now } = Date;
const began = now();
if (isSteady) Date.now = () => began + waited;
else if (stretch !== 1) Date.now = () => began + Math.floor((now() - began) / stretch);

// a listener of its own would keep a process alive that has none yet
const { emit } = process;
process.emit = function (name, ...args) {
  if (signalledAt === null && (name === 'SIGINT' || name === 'SIGTERM')) {
    signalledAt = waited;
    writeFileSync(`${report}.noticed`, '');
  }
  return emit.call(this, name, ...args);
};

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const endedAfterMs = signalledAt === null ? null : waited - signalledAt;
  writeFileSync(report, JSON.stringify({ waitedMs: waited, endedAfterMs, cpuMs: (user + system) / 1000 }));
});
