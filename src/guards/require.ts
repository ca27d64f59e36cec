import type { Evidence, Statement } from '../facts/evidence.ts';
import { formatTime } from '../image/time.ts';
import { formatDuration } from '../policy/duration.ts';
import { isSigner, nameRequirement, type Requirement } from '../policy/requirement.ts';
import { oneLine } from '../util/text.ts';
import { type Check, type Guard, type GuardSubject, nameSubject, passed, violation } from './guard.ts';

/** An image has the signed statements that the policy requires. */
export const require = {
  name: 'require',
  code: 'UNTRUSTED',
  remedy: 'Sign or attest it by that workflow, or build it again with allow: rebuild. To override, set allow: require.',

  /**
   * Checks each required statement.
   * @param now RFC 3339
   * @returns a check of each requirement; another one where a statement that claims its signer does not verify
   */
  check(subject: GuardSubject, requirements: readonly Requirement[], evidence: Evidence, now: string): Check[] {
    return requirements.flatMap((requirement) => checkOne(subject, requirement, evidence, Date.parse(now)));
  },
} as const satisfies Guard & Record<string, unknown>;

function checkOne(
  subject: GuardSubject,
  requirement: Requirement,
  { statements, unread }: Evidence,
  now: number,
): Check[] {
  const { image, allow } = subject;
  const claimed = statements.filter(
    (statement) => isSigner(requirement, statement.signer) && isKind(requirement, statement),
  );
  const results = claimed.map((statement) => ({ statement, problem: problemOf(statement, requirement, subject, now) }));
  const good = results.find(({ problem }) => problem === null);
  const what = nameRequirement(requirement);
  if (good) {
    const at = formatTime(new Date(good.statement.at ?? 0).toISOString());
    // someone who can only push must not block a release by a statement that does not verify
    const broken = results.flatMap(({ statement }) => statement.problem ?? []);
    const text = `${nameSubject(subject)} has ${what}, and another one that does not verify: ${broken[0]}`;
    const warning: Check = { guard: require.name, image, verdict: 'unknown', text };
    return [passed(require, image, `it has ${what}, signed at ${at}`), ...(broken.length > 0 ? [warning] : [])];
  }
  const why = results.map(({ problem }) => problem ?? '').slice(0, 3);
  const unknown = unread.slice(0, 3).map((text) => oneLine(text).replace(/\.$/, ''));
  const found = why.length > 0 ? why.join('; ') : ['none was found', ...unknown].join('; ');
  const one = `${nameSubject(subject)} does not have ${what}`;
  if (requirement.level === 'warn')
    return [{ guard: require.name, image, verdict: 'unknown', text: `${one}: ${found}` }];
  const finding = { one, many: `do not have ${what}`, more: `: ${found}` };
  return [violation(require, image, `${one}: ${found}`, allow, finding)];
}

function isKind({ kind, predicateType }: Requirement, statement: Statement): boolean {
  return kind === 'signature' || statement.problem !== null || statement.predicateType === predicateType;
}

/** Why a statement does not satisfy a requirement; null where it does. */
function problemOf(
  statement: Statement,
  requirement: Requirement,
  { identity }: GuardSubject,
  now: number,
): string | null {
  const { issuer, maxAge } = requirement;
  const { problem, isAbout, at, commits } = statement;
  if (problem !== null) return `one that claims to be by ${oneLine(statement.signer)} does not verify (${problem})`;
  if (statement.issuer !== issuer)
    return `one is by an identity of ${oneLine(statement.issuer ?? 'an unknown issuer')}, expected ${issuer}`;
  if (!isAbout) return 'one is about another digest';
  if (requirement.kind === 'attestation' && statement.predicateType !== requirement.predicateType)
    return 'one is of another type';
  if (commits !== null && requirement.kind === 'attestation') {
    if (identity.revision === null)
      return 'the commit of the image is unknown, so its provenance cannot be compared with it';
    if (!commits.includes(identity.revision))
      return `its provenance is of commit ${commits.map(oneLine).join(', ') || 'unknown'}, expected ${identity.revision}`;
  }
  if (maxAge !== null && (at === null || now - at > maxAge)) {
    const age = at === null ? 'of an unknown time' : `${formatDuration(Math.max(0, now - at))} old`;
    return `the newest is ${age}, expected at most ${formatDuration(maxAge)}`;
  }
  return null;
}
