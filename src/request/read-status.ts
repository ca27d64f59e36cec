import { isAbsolute, relative, resolve } from 'node:path';
import { oneLine } from '../util/text.ts';
import type { CommonInputs } from './common.ts';
import type { InputReader } from './input-reader.ts';
import { readVersions } from './read-versions.ts';
import type { PageInput, StatusRequest } from './request.ts';

/**
 * Reads the inputs of `status`. Its `environment` is not used, but a misspelt one is a mistake in the workflow.
 * @param isPageAnywhere whether an absolute path of `page` may be outside the workspace
 */
export function readStatus(input: InputReader, common: CommonInputs, isPageAnywhere = false): StatusRequest {
  return {
    ...{ ...common, mode: 'status', environments: input.stages(), page: readPage(input, common, isPageAnywhere) },
    ...readVersions(input, common.images),
  };
}

function readPage(input: InputReader, { context }: CommonInputs, isPageAnywhere: boolean): PageInput | null {
  const text = input.text('page');
  if (text === null) return null;
  const folder = resolve(context.workspace, text);
  if (isPageAnywhere && isAbsolute(text)) return { folder, root: null };
  const way = relative(context.workspace, folder);
  if (way === '..' || way.startsWith('../') || isAbsolute(way)) {
    const remedy = isPageAnywhere ? ' For a folder elsewhere, give its absolute path.' : '';
    input.problem(`page: expected a folder in the workspace, got ${oneLine(text)}, which is outside of it.${remedy}`);
  }
  return { folder, root: context.workspace };
}
