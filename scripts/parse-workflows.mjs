// Reads workflows with GitHub's own parser, as the service does before a run: `node scripts/parse-workflows.mjs FILE…`
// prints a line for each problem, and fails if there is one.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

// the package imports JSON without the attribute that Node wants
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } = await import('@actions/workflow-parser');

for (const name of process.argv.slice(2)) {
  const file = { name, content: readFileSync(name, 'utf8') };
  const { context, value } = parseWorkflow(file, new NoOperationTraceWriter());
  const problems = context.errors.getErrors().map(({ message }) => message);
  const converted = value ? await convertWorkflowTemplate(context, value) : {};
  for (const problem of [...problems, ...(converted.errors ?? []).map(({ Message }) => Message)]) {
    console.log(`${name}: ${problem}`);
    process.exitCode = 1;
  }
}
