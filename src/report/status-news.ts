import { imageName } from '../image/name.ts';
import type { EnvironmentReport, ImageLocation, StatusFacts } from '../modes/status.ts';
import { stripCommonPrefix } from '../util/text.ts';
import type { News } from './news.ts';
import type { Style } from './style.ts';

/** What an event of each action is called. */
const NOUNS: Record<string, string> = { build: 'build', promote: 'promotion', rollback: 'rollback' };

/** The noun for the action of an event: `promotion` for `promote`. */
export function nounOf(action: string): string {
  return NOUNS[action] ?? 'move';
}

/** The news of a status: what is wrong, else where the image of `version` is live, else what is live. */
export function statusNews(facts: StatusFacts, version: string | null, style: Style): News {
  const { environments, locations, exists } = facts;
  const wrong = problems(environments, style);
  if (wrong) return wrong;
  if (exists === false) return { icon: '🔭', text: notFound(facts, version, style) };
  if (locations.length > 0) return { icon: '🔭', text: located(locations, style) };
  const images = new Set(environments.map(({ row }) => row.image)).size;
  if (environments.length === 0) {
    // such as a repository that does not exist
    const icon = facts.warnings.length > 0 ? '⚠️' : '🔭';
    return { icon, text: 'No environment has a history here yet' };
  }
  const live = liveNames(environments, style);
  return { icon: '🔭', text: `${images > 1 ? `${images} images: ` : ''}${live || 'nothing is live'}` };
}

function problems(environments: readonly EnvironmentReport[], { text }: Style): News | null {
  const images = new Set(environments.map(({ row }) => row.image)).size;
  const { short } = stripCommonPrefix([...new Set(environments.map(({ row }) => row.image))]);
  const list = (found: readonly EnvironmentReport[]): string => {
    const names = [...new Set(found.map(({ row }) => text(row.environment)))].join(', ');
    const of = [...new Set(found.map(({ row }) => row.image))];
    if (images === 1) return names;
    return `${names} of ${of.length === 1 ? text(short(of[0] ?? '')) : `${of.length} images`}`;
  };
  const moved = environments.filter(({ row, unfinished }) => row.moved && !unfinished);
  const unfinished = environments.filter((each) => each.unfinished !== null);
  const unreadable = environments.filter(({ problem }) => problem !== null);
  const [first] = unfinished;
  const texts = [
    ...(moved.length > 0 ? [`${list(moved)} ${moved.length > 1 ? 'were' : 'was'} changed outside this action`] : []),
    ...(unreadable.length > 0 ? [`the history of ${list(unreadable)} cannot be read`] : []),
    ...(first ? [`a ${nounOf(first.unfinished?.action ?? '')} to ${list(unfinished)} was interrupted`] : []),
  ];
  const icon = moved.length > 0 || unreadable.length > 0 ? '⚠️' : '⏳';
  // a name of an environment keeps its case
  const joined = texts
    .join('; ')
    .replace(/^(?:a|the) /, (article) => `${article.charAt(0).toUpperCase()}${article.slice(1)}`);
  return texts.length === 0 ? null : { icon, text: joined };
}

/** `prod 1.0.0 (on hold) · staging, dev 1.1.0`: environments with one name together, the last stage first. */
function liveNames(environments: readonly EnvironmentReport[], { text }: Style): string {
  const byEnvironment = new Map<string, EnvironmentReport[]>();
  for (const one of environments) {
    const of = byEnvironment.get(one.row.environment);
    if (of) of.push(one);
    else byEnvironment.set(one.row.environment, [one]);
  }
  const parts: { environments: string[]; what: string }[] = [];
  for (const [environment, of] of [...byEnvironment].reverse()) {
    const names = new Set(of.flatMap(({ row }) => (row.digest === null ? [] : [imageName(row, row.digest)])));
    const [only] = names;
    if (only === undefined) continue;
    const what = `${names.size === 1 ? text(only) : `${names.size} versions`}${holdsOf(of)}`;
    const last = parts.at(-1);
    if (last?.what === what && names.size === 1) last.environments.push(text(environment));
    else parts.push({ environments: [text(environment)], what });
  }
  return parts.map(({ environments: names, what }) => `${names.join(', ')} ${what}`).join(' · ');
}

/** ` (on hold)`, or of how many images an environment is; empty where none is. */
function holdsOf(of: readonly EnvironmentReport[]): string {
  const held = of.filter(({ row }) => row.held !== null).length;
  if (held === 0) return '';
  return held === of.length ? ' (on hold)' : ` (${held} of ${of.length} on hold)`;
}

function notFound({ locations }: StatusFacts, version: string | null, { text }: Style): string {
  const what = version === null ? 'the requested image' : text(version);
  return locations.length === 0 ? `There is no image ${what}` : `Some repositories have no image ${what}`;
}

function located(locations: readonly ImageLocation[], { text }: Style): string {
  const names = new Set(locations.map(({ identity, target }) => imageName(identity, target.digest)));
  const live = [...new Set(locations.flatMap((location) => location.live))].map(text);
  const what = names.size === 1 ? text([...names][0] ?? '') : `${locations.length} images`;
  return `${what} ${locations.length > 1 && names.size > 1 ? 'are' : 'is'} live in ${live.length === 0 ? 'no environment' : live.join(', ')}`;
}
