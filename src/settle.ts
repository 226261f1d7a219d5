import type { Project } from './analysis/project.js'
import { applyEdits } from './apply/apply-edits.js'
import { checkResults, type Foreseen, type CheckFinding } from './checking/check-results.js'
import type { Facts } from './model/facts.js'
import type { Flag } from './model/flag.js'
import type { FileId, FunctionId, Span } from './model/ids.js'
import type { CallerPolicy, FilePlan, Plan } from './model/plan.js'
import type { FileResult, TextEdit } from './model/result.js'
import type { ApiRule } from './model/rules.js'
import { findCulprits, placeOfFailure } from './find-culprits.js'
import type { Obstacle, Obstacles } from './planning/lifting.js'
import { makePlan } from './planning/make-plan.js'
import type { Selected } from './planning/select.js'
import { rewrite } from '../transforms/sync-to-async.js'
import { UnsupportedRewrite } from '../transforms/unsupported-rewrite.js'
import { writeNewFile } from './write-new-file.js'

export interface SettleRequest {
  project: Project
  facts: Facts
  selected: readonly Selected[]
  rules: readonly ApiRule[]
  callers: CallerPolicy
  excluded: Obstacles
  /** Converted handlers are marked as ones that must not block. */
  guard: boolean
  parallelizeReads: boolean
}

/** A plan whose new texts hold, and what had to be left out of it for that. */
export interface Settled {
  plan: Plan
  results: FileResult[]
  edits: Map<FileId, readonly TextEdit[]>
  flags: Flag[]
}

/** A file's new text, and the edits that made it. */
export interface Rewritten {
  result: FileResult
  edits: readonly TextEdit[]
}

/**
 * Plans, rewrites and checks until everything that is left holds: what fails takes its whole component of the plan with
 * it, never half a call chain, and the rest is planned anew. Each round leaves out at least one function, so it ends.
 */
export function settle({ guard, ...request }: SettleRequest): Settled {
  const excluded = new Map<FunctionId, Obstacle>(request.excluded)
  const flags: Flag[] = []
  const unguarded = new Map<FileId, Flag>()
  for (;;) {
    const plan = makePlan({ ...request, excluded, ...(guard && { guard: { unguarded: new Set(unguarded.keys()) } }) })
    const { rewritten, findings } = attempt(request, plan)
    if (findings.length === 0) {
      const edits = new Map(rewritten.map((each) => [each.result.file, each.edits]))
      return { plan, results: rewritten.map(({ result }) => result), edits, flags: [...plan.flags, ...flags, ...leftUnguarded(unguarded, flags)] }
    }
    // The guard must not cost a conversion: files where anything fails are tried without it first.
    const guarded = new Set(guardedFiles(plan))
    const ofGuard = findings.filter(({ file }) => guarded.has(file))
    for (const finding of ofGuard.toReversed()) {
      unguarded.set(finding.file, { code: 'guard-left-out', ...placeOfFailure(finding, rewritten), data: { message: finding.message } })
    }
    if (ofGuard.length > 0) continue
    const left = excluded.size
    for (const finding of findings) {
      const culprits = findCulprits(finding, { plan, facts: request.facts, rewritten })
      for (const id of culprits.functions) excluded.set(id, 'rolled-back')
      const [only, ...others] = culprits.functions
      flags.push({ code: 'check-failed', ...culprits.at, ...(only && others.length === 0 && { function: only }), data: { message: finding.message } })
    }
    if (excluded.size === left) for (const decision of plan.decisions) excluded.set(decision.function, 'rolled-back')
  }
}

/** Where a file fails without the guard, too, the guard was not the cause. */
function leftUnguarded(unguarded: ReadonlyMap<FileId, Flag>, failed: readonly Flag[]): Flag[] {
  const failedFiles = new Set(failed.map(({ file }) => file))
  return [...unguarded.values()].filter(({ file }) => !failedFiles.has(file))
}

function guardedFiles({ files }: Plan): FileId[] {
  return files.filter(({ changes }) => changes.some(({ kind }) => kind === 'guard-handler')).map(({ file }) => file)
}

/** What a check or a rewrite found wrong; the span of an unsupported rewrite is in the old text. */
export type Failure = (CheckFinding & { isOldSpan?: false }) | { file: CheckFinding['file']; span: Span; message: string; isOldSpan: true }

function attempt({ project, facts }: Pick<SettleRequest, 'project' | 'facts'>, plan: Plan): { rewritten: Rewritten[]; findings: Failure[] } {
  const files = new Map(facts.files.map((file) => [file.id, file]))
  const attempts = [
    ...plan.files.map((filePlan) => tryRewrite(filePlan.file, () => rewriteFile(project, filePlan))),
    ...plan.newFiles.map((newFile) => tryRewrite(newFile.file, () => ({ edits: [], result: writeNewFile(newFile, { project, files }) }))),
  ]
  const rewritten = attempts.flatMap(({ done }) => done ?? [])
  const findings = attempts.flatMap(({ failure }) => failure ?? [])
  if (findings.length > 0) return { rewritten, findings }
  return { rewritten, findings: checkResults(project, rewritten.map(({ result }) => result), foreseen(plan, facts)) }
}

function tryRewrite(file: FileId, run: () => Rewritten): { done?: Rewritten; failure?: Failure } {
  try {
    return { done: run() }
  } catch (error) {
    if (!(error instanceof UnsupportedRewrite)) throw error
    return { failure: { file, span: error.span, message: error.message, isOldSpan: true } }
  }
}

/** Functions that give a promise now and did not before, and those that have a twin now. */
function foreseen({ decisions, files }: Plan, facts: Facts): Foreseen {
  const converted = new Set(decisions.filter(({ verdict }) => verdict === 'convert').map((decision) => decision.function))
  const changed = facts.functions.filter((fact) => converted.has(fact.id) && !fact.isAsync && !fact.returnsPromise)
  const defaults = new Set(facts.aliases.filter((alias) => converted.has(alias.function)).map(({ name }) => name))
  return {
    names: new Set([...changed.map(({ name }) => name).filter((name) => name !== ''), ...defaults]),
    unnamedIn: new Set(changed.filter((fact) => fact.name === '' || fact.isDefault).map(({ file }) => file)),
    copied: new Map(files.map(({ file, changes }) => [file, changes.flatMap((change) => (change.kind === 'add-twin' ? change.declaration : []))])),
  }
}

function rewriteFile(project: Project, plan: FilePlan): Rewritten {
  const source = project.sources.get(plan.file)
  if (!source) throw new Error(`${plan.file} has a plan and no text`)
  const edits = rewrite(source.text, plan)
  const after = applyEdits(source.text, edits)
  const status = after === source.text ? 'unchanged' : 'changed'
  const { sha256, hasByteOrderMark } = source
  return { edits, result: { file: plan.file, status, before: source.text, after, sha256, hasByteOrderMark } }
}
