import type { ScanOutcome } from './outcome.js'

/** What a scan found, without the handlers that only tests register. */
export function withoutTestHandlers(outcome: ScanOutcome): ScanOutcome {
  const { facts } = outcome
  const tests = new Set(facts.files.filter(({ isTest }) => isTest).map(({ id }) => id))
  return { ...outcome, facts: { ...facts, handlers: facts.handlers.filter(({ file }) => !tests.has(file)) } }
}
