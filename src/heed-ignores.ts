import { findIgnores } from './analysis/find-ignores.js'
import type { Project } from './analysis/project.js'
import { sourceFileOf } from './analysis/source-file-of.js'
import { statementAt } from './analysis/statement-at.js'
import { flagTexts } from './flags/index.js'
import type { IgnoredFlag, IgnoreFact } from './model/comments.js'
import type { Facts } from './model/facts.js'
import type { Flag } from './model/flag.js'
import type { FileId } from './model/ids.js'
import type { Plan } from './model/plan.js'

/** What the comments in the code are held against. */
export interface Ground {
  project: Project
  facts: Facts
  plan: Plan
}

/** Sorts out the flags that a comment silences, with its reason; a comment that silences nothing, where this run had something to say, is a flag itself. */
export function heedIgnores(flags: readonly Flag[], ground: Ground): { flags: Flag[]; ignored: IgnoredFlag[] } {
  const ignores = [...ground.project.sources].flatMap(([file, { text }]) => (text.includes('unblock-ignore') ? ignoresIn(file, ground.project) : []))
  if (ignores.length === 0) return { flags: [...flags], ignored: [] }
  const aboutOf = new Map(ignores.map((ignore) => [ignore, flags.filter((flag) => isAbout(ignore, flag, ground.project))]))
  const silencer = (flag: Flag) => ignores.find((ignore) => ignore.code === flag.code && ignore.reason !== '' && aboutOf.get(ignore)?.includes(flag))
  const ignored = flags.flatMap((flag) => {
    const ignore = silencer(flag)
    return ignore ? [{ ...flag, reason: ignore.reason }] : []
  })
  const idle = ignores.flatMap((ignore) => {
    const about = aboutOf.get(ignore) ?? []
    const why = whyIdle(ignore, about)
    return why === undefined || (about.length === 0 && !isInChangedFunction(ignore, ground)) ? [] : [idleFlag(ignore, why)]
  })
  return { flags: [...flags.filter((flag) => !silencer(flag)), ...idle], ignored }
}

function ignoresIn(file: FileId, project: Project): IgnoreFact[] {
  const tree = sourceFileOf(project, file)
  return tree ? findIgnores(tree, file) : []
}

/** The flag is in the line, or in the statement, that the comment stands above. */
function isAbout(ignore: IgnoreFact, { file, span }: Flag, project: Project): boolean {
  const tree = file === ignore.file && sourceFileOf(project, file)
  if (!tree) return false
  const lineOf = (offset: number): number => tree.getLineAndCharacterOfPosition(offset).line
  return lineOf(span.start) === lineOf(ignore.target) || statementAt(tree, span.start)?.start === ignore.target
}

function whyIdle({ code, reason }: IgnoreFact, about: readonly Flag[]): string | undefined {
  if (code === '') return 'it names no flag'
  if (!Object.keys(flagTexts).includes(code)) return `there is no flag ${code}`
  if (!about.some((flag) => flag.code === code)) return `no flag ${code} is raised there`
  return reason === '' ? 'it gives no reason' : undefined
}

/** Only there could this run have raised what the comment speaks of. */
function isInChangedFunction({ file, target }: IgnoreFact, { facts, plan }: Ground): boolean {
  const changed = new Set(plan.decisions.filter(({ verdict }) => verdict !== 'keep').map((decision) => decision.function))
  return facts.functions.some(({ id, file: of, declaration, key }) => {
    const { start, end } = declaration ?? key
    return of === file && changed.has(id) && start <= target && target < end
  })
}

function idleFlag({ file, span }: IgnoreFact, why: string): Flag {
  return { code: 'idle-ignore', file, span, data: { why } }
}
