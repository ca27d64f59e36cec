import type { EnvironmentFacts } from '../../src/facts/types.ts';
import type { GuardSubject } from '../../src/guards/guard.ts';
import type { HistoryEvent } from '../../src/history/event.ts';
import { type Identity, UNKNOWN } from '../../src/image/identity.ts';
import { historyOf } from '../support/images/histories.ts';
import { at, digest } from '../support/requests/requests.ts';

export const IMAGE = 'reg.test/team/app';

/** An identity with a version and a creation time; both may be unknown. */
export function identityOf(version: string | null, created: string | null = null): Identity {
  return { version, revision: null, created };
}

/** The image M, version 2.0.0 by default, as guards check it. */
export function subject(given: Partial<GuardSubject> = {}): GuardSubject {
  return { image: IMAGE, digest: digest('M'), identity: identityOf('2.0.0'), allow: [], ...given };
}

/** The environment `staging` with a live image and a history; null where it has none. */
export function staging(
  live: string | null,
  events: readonly HistoryEvent[] | null,
  known: Identity = UNKNOWN,
): EnvironmentFacts {
  return { name: 'staging', live: at(live), history: events && historyOf(events), known };
}
