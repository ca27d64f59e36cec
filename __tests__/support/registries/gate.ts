/** A gate to wait for: `await gate.opened` waits until `gate.open()` is called. */
export interface Gate {
  opened: Promise<void>;
  open: () => void;
}

export function gate(): Gate {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Lets nobody pass before so many have come. */
export function meeting(count: number): () => Promise<void> {
  const all = gate();
  let come = 0;
  return () => {
    come += 1;
    if (come === count) all.open();
    return all.opened;
  };
}

/** Resolves after a time. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
