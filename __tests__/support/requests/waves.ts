import type { Around, Asked } from '../registries/memory-registry.ts';

/**
 * Responds in waves: all requests that were sent before the first response are answered together. So a wave depends on
 * nothing but earlier waves.
 */
export class Waves {
  readonly all: Asked[][] = [];
  private next: { asked: Asked[]; answered: Promise<void> } | null = null;

  readonly around: Around = async (asked, act) => {
    this.next ??= this.begin();
    const { answered, asked: wave } = this.next;
    wave.push(asked);
    await answered;
    return act();
  };

  private begin(): { asked: Asked[]; answered: Promise<void> } {
    const asked: Asked[] = [];
    this.all.push(asked);
    // streams continue in ticks, which all run before: no new request is sent until there is a response
    const answered = new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve))).then(() => {
      this.next = null;
    });
    return { asked, answered };
  }
}
