import { stripCommonPrefix } from '../util/text.ts';
import type { BoardCell } from './types.ts';

/** The cells of one image. */
interface Joined {
  readonly name: string;
  readonly cells: readonly BoardCell[];
}

/**
 * Joins the cells of each image. An image may be in one registry for its first stages and in another for the last: two
 * repositories of one last name in different registries are one row where no stage has an image in both.
 * @returns the images with their names without what all share
 */
export function joinImages(cells: readonly BoardCell[]): { shared: string; images: Joined[] } {
  const byImage = new Map<string, BoardCell[]>();
  for (const cell of cells) byImage.set(cell.image, [...(byImage.get(cell.image) ?? []), cell]);
  const groups: BoardCell[][] = [];
  const byLastName = new Map<string, BoardCell[][]>();
  for (const [image, own] of byImage) {
    const last = image.slice(image.lastIndexOf('/') + 1);
    const candidates = byLastName.get(last) ?? [];
    const match = candidates.length === 1 ? candidates[0] : undefined;
    if (match && canJoin(match, own)) match.push(...own);
    else {
      groups.push(own);
      byLastName.set(last, [...candidates, own]);
    }
  }
  const names = groups.map(([first]) => first?.image ?? '');
  // one name is shown in full
  const { shared, short } = names.length > 1 ? stripCommonPrefix(names) : { shared: '', short: (name: string) => name };
  return {
    shared,
    images: groups.map((own, index) => ({ name: short(names[index] ?? ''), cells: withoutEmpty(own) })),
  };
}

function canJoin(one: readonly BoardCell[], other: readonly BoardCell[]): boolean {
  const registry = ({ image }: BoardCell): string => image.slice(0, image.indexOf('/'));
  const isOtherRegistry = !one.some((cell) => other.some((each) => registry(each) === registry(cell)));
  const isDisjoint = !one.some((cell) =>
    other.some((each) => each.stage === cell.stage && isUsed(each) && isUsed(cell)),
  );
  return isOtherRegistry && isDisjoint;
}

function isUsed({ digest, events, problem }: BoardCell): boolean {
  return digest !== null || events.length > 0 || problem !== null;
}

/** One cell a stage: that of the registry which has something there. */
function withoutEmpty(cells: readonly BoardCell[]): BoardCell[] {
  return cells.filter(
    (cell) => isUsed(cell) || cells.find((other) => other.stage === cell.stage && isUsed(other)) === undefined,
  );
}
