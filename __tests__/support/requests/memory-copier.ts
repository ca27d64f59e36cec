import type { CopyOutcome, CopyPlan } from '../../../src/copy/plan.ts';
import type { Copy } from '../../../src/copy/schedule.ts';
import type { PipelineDeps } from '../../../src/execute/pipeline.ts';
import type { Manifest } from '../../../src/image/manifest.ts';
import type { Repository } from '../../../src/image/reference.ts';
import type { Stage } from './stage.ts';

/** Copies within the memory of a stage. @param seconds that it takes @param meanwhile what other runs do during the copy */
export function memoryCopier(
  stage: Stage,
  seconds: number,
  meanwhile: (round: number) => unknown = () => {},
): NonNullable<PipelineDeps['copier']> {
  let round = 0;
  const none = { blobs: 0, bytes: 0 };
  const survey = async (source: Repository, to: Repository, target: Manifest): Promise<CopyPlan> => {
    const isThere = stage.registry.look(to, target.digest) !== null;
    const image = { digest: target.digest, manifest: target, children: [], isThere, subject: null };
    const nothing = { missing: [], blobs: [], referrers: [], lists: [], cosignTags: [], warnings: [], tags: [] };
    return { ...nothing, source, image, there: none, canMount: false };
  };
  const copy = async (copies: readonly Copy[]): Promise<CopyOutcome[]> => {
    await stage.clock.sleep(1000 * seconds);
    for (const { plan, to } of copies)
      for (const kind of ['manifests', 'blobs'] as const)
        for (const [digest, held] of stage.registry.repository(plan.source)[kind])
          if (digest !== plan.image.digest) stage.registry.repository(to)[kind].set(digest, held as never);
    await meanwhile(++round);
    return copies.map(({ plan, to }) => ({
      ...{ source: plan.source, to, sent: none, mounted: none, there: none },
      ...{ manifests: 1, referrers: 0, hasWritten: true, warnings: [], milliseconds: 1000 * seconds },
    }));
  };
  const push = async (copies: readonly Copy[]): Promise<void> => {
    for (const { plan, to } of copies)
      for (const { tag } of plan.tags) await stage.registry.put(to, tag, plan.image.manifest as Manifest);
  };
  return { survey, copy, push };
}
