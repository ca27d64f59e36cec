import type { Around, Asked } from '../registries/memory-registry.ts';

/**
 * Answers in waves: what was asked before the first answer came is answered together, so that a wave is what waits for
 * nothing but the waves before it.
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
    // streams go on in ticks, which all come before: nobody asks for more until somebody is answered
    const answered = new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve))).then(() => {
      this.next = null;
    });
    return { asked, answered };
  }
}
