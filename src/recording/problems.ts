import type { ApiError } from '../github/api/api-error.ts';

/** What failed, and the permission that it needs. */
interface Problem {
  readonly what: string;
  readonly needs: string;
  readonly error: ApiError;
}

/** Collects what GitHub's API did not do for a run, for one warning. */
export class Problems {
  private readonly found: Problem[] = [];

  /**
   * Adds a failure.
   * @param what what could not be done, as a clause
   * @param needs the permission of the token that it needs, such as `contents: read`
   */
  add(what: string, needs: string, error: ApiError): void {
    if (this.found.some((each) => each.what === what && each.error.message === error.message)) return;
    this.found.push({ what, needs, error });
  }

  /** Returns the one warning of a run; none where nothing failed. */
  warnings(): string[] {
    if (this.found.length === 0) return [];
    // one reason for several things is said once
    const reasons = [...new Set(this.found.map(({ error }) => error.message))];
    const clauses = reasons.map((reason) => {
      const whats = this.found.filter(({ error }) => error.message === reason).map(({ what }) => what);
      return `${listOf(whats)}: ${reason.replace(/\.+$/, '')}`;
    });
    return [`GitHub's API: ${clauses.join('; ')}.${this.remedy()} The images are not affected.`];
  }

  private remedy(): string {
    const lacking = this.found.filter(({ error }) => ['forbidden', 'not-found'].includes(error.reason));
    const needs = [...new Set(lacking.map(({ needs }) => needs))];
    if (needs.length > 0)
      return ` The token may lack a permission: add ${needs.map((need) => `\`${need}\``).join(', ')} to the job's permissions.`;
    if (this.found.some(({ error }) => error.reason === 'unauthorized')) return ' Check the input github-token.';
    return '';
  }
}

function listOf(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
