import { resolve } from 'node:path'
import { flagTexts } from '../flags/index.js'
import type { ProblemFact } from '../model/facts.js'
import type { Severity } from '../model/flag.js'
import type { FunctionId } from '../model/ids.js'
import type { Decision } from '../model/plan.js'
import { buildCallGraph, reach } from './call-graph.js'
import { conversionOutcomes } from './handler-outcomes.js'
import type { ConvertOutcome } from './outcome.js'

/** All that was selected is converted, every check held, and nothing is left for a person to unblock, or, if so asked, to review. */
export function isComplete(outcome: ConvertOutcome, failOn: 'blocks' | 'review' = 'blocks'): boolean {
  const failing: Severity[] = failOn === 'review' ? ['blocks', 'review'] : ['blocks']
  const outcomeOf = conversionOutcomes(outcome)
  return selectedProblems(outcome).length === 0
    && !outcome.flags.some(({ code }) => failing.includes(flagTexts[code].severity))
    && !outcome.results.some(({ status }) => status === 'failed' || status === 'stale')
    && !outcome.plan.decisions.filter(isWanted).some(({ function: id }) => ['partly', 'blocked'].includes(outcomeOf(id)) && !isExcused(outcome, id))
}

/** A comment in its reach says that it is meant to block. */
function isExcused({ facts, ignored }: ConvertOutcome, id: FunctionId): boolean {
  const excuses = ignored.filter(({ code }) => flagTexts[code].severity === 'blocks')
  if (excuses.length === 0) return false
  const reached = reach(buildCallGraph(facts), [id])
  return excuses.some(({ function: about }) => about !== undefined && reached.has(about))
}

/** Files that were asked for by their own names and could not be read. */
export function selectedProblems({ root, selection, facts }: ConvertOutcome): ProblemFact[] {
  const named = new Set(selection.map((selector) => resolve(root, selector)))
  return facts.problems.filter(({ file }) => named.has(resolve(root, file)))
}

/** A function that is selected along with its file and stays for start-up code is left alone on purpose. */
function isWanted({ verdict, because }: Decision): boolean {
  const kinds = new Set(because.map(({ kind }) => kind))
  return kinds.has('selected') && !(verdict === 'keep' && kinds.has('stays-sync-for'))
}
