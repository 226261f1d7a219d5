import { countChanges } from './counts.js'
import type { ConvertOutcome } from './outcome.js'

/** Runners under which clients start the thread, as in production; in vitest and Jest they run inline by themselves. */
const threaded = /['"](?:node:test|mocha|chai|should|tap|tape|ava)['"]/

/** What to know of the unit tests once work on databases has moved: a database in memory, or one that a test deletes, is not the thread's. */
export function unitTestsNote(outcome: ConvertOutcome): string | undefined {
  if (countChanges(outcome).dbBlocksWrapped === 0) return undefined
  const tests = outcome.facts.files.filter(({ isTest }) => isTest)
  const isThreaded = tests.some(({ id }) => threaded.test(outcome.sources.get(id)?.text ?? ''))
  return isThreaded ? 'with SYNC_TO_ASYNC=inline clients work in the test\'s own thread, on its own database: set it where tests use one in memory, or delete its file.' : undefined
}
