import { LABEL } from '../image/labels.ts';
import { stampOf } from '../image/stamp.ts';
import type { BuildRequest } from '../request/request.ts';

/** Returns the labels that every build is stamped with. */
export function stampLabels(request: BuildRequest): Record<string, string> {
  return {
    [LABEL.revision]: request.commit,
    [LABEL.source]: request.context.source ?? '',
    [LABEL.created]: request.checkout?.time ?? '',
    // empty if unknown, so that the base image's version is not inherited
    [LABEL.version]: request.version ?? '',
    [LABEL.build]: JSON.stringify(stampOf(request.docker, request.context.workspace, request.checkout?.folder)),
  };
}
