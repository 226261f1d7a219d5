import { analyzeUnits, type Known } from './analysis/analyze.js'
import type { ParsedFiles } from './analysis/compiler-host.js'
import { combine } from './analysis/combine.js'
import { loadProject, type UnsavedFile } from './analysis/load-project.js'
import { namesIn } from './analysis/names-in.js'
import type { Project } from './analysis/project.js'
import { heedIgnores } from './heed-ignores.js'
import { type LeftOut, leftOutFlags } from './left-out.js'
import type { Facts } from './model/facts.js'
import type { FileId, FunctionId } from './model/ids.js'
import type { CallerPolicy } from './model/plan.js'
import { builtInDrivers } from './drivers/index.js'
import { type EvidenceFiles, gatherEvidence } from './evidence/gather-evidence.js'
import { filesMatching } from './analysis/files-matching.js'
import type { Obstacle } from './planning/lifting.js'
import { select, type Selected } from './planning/select.js'
import type { ConvertOutcome, ScanOutcome } from './report/outcome.js'
import { topHandlers } from './report/top-handlers.js'
import { withoutTestHandlers } from './report/without-test-handlers.js'
import { builtInRules } from './rules/index.js'
import { settle } from './settle.js'
import { writeComments } from './write-comments.js'

export interface ConvertOptions {
  /** The project's folder: paths in selectors and results start here. */
  cwd: string
  /** One tsconfig, or one folder, in place of all that are found. */
  project?: string
  selectors: readonly string[]
  handlers: boolean
  /** Functions in test files may be selected, too. */
  includeTests: boolean
  /** Tests that call converted functions follow. */
  changeTests: boolean
  /** What becomes of callers that nobody selected: they follow, or keep the sync function beside an async twin. */
  callers?: CallerPolicy
  /** Reads that need not wait for one another are started at once. */
  parallelizeReads?: boolean
  /** Flags are written into the code, too. */
  comments?: boolean
  /** Selects so many handlers as well, those that cost most. */
  top?: number
  evidence?: EvidenceFiles
  /** A file's text as an editor has it. */
  unsaved?: UnsavedFile
  /** What is to stay as it is. */
  leftOut?: readonly LeftOut[]
  /** Converted handlers refuse synchronous database calls at run time, where the conversion brings unblock-runtime anyway. */
  guard?: boolean
  /** What blocks, where a configuration says more than is built in. */
  known?: Known
  /** Installed packages that an earlier run has parsed. */
  parsed?: ParsedFiles
  progress?(stage: string): void
}

export interface ScanOptions {
  cwd: string
  project?: string
  /** Handlers in these files, folders and globs; all where there are none. */
  paths: readonly string[]
  evidence?: EvidenceFiles
  known?: Known
  /** Installed packages that an earlier run has parsed. */
  parsed?: ParsedFiles
  progress?(stage: string): void
}

const builtIn: Known = { rules: builtInRules, drivers: builtInDrivers }

/** What a conversion is planned on; no matter what is selected, it stays the same. */
export interface Analyzed {
  project: Project
  facts: Facts
}

/** Plans and rewrites a conversion, and checks the new texts. Nothing is written: see src/apply. */
export function convert(options: ConvertOptions): ConvertOutcome {
  return convertAnalyzed(analyzeProject(options), options)
}

/** Reads a project and finds its facts, which any number of conversions can be planned on. */
export function analyzeProject(options: ConvertOptions | ScanOptions): Analyzed {
  const project = load(options)
  return { project, facts: analyze(project, options) }
}

/** Converts what was read and analysed before. */
export function convertAnalyzed({ project, facts }: Analyzed, options: ConvertOptions): ConvertOutcome {
  const selected = selectFunctions(facts, project, options)
  options.progress?.('Planning and checking')
  const settled = settle({ project, facts, selected, rules: (options.known ?? builtIn).rules, callers: options.callers ?? 'propagate', parallelizeReads: options.parallelizeReads ?? false, excluded: leftAlone(facts, options), guard: options.guard ?? false })
  const heeded = heedIgnores([...settled.flags, ...leftOutFlags(options.leftOut ?? [], facts)], { project, facts, plan: settled.plan })
  const texts = options.comments ? writeComments(settled, heeded.flags.filter(({ file }) => mayChange(file, facts, options)), project) : {}
  return { root: project.root, selection: [...options.selectors], facts, sources: project.sources, ...settled, ...heeded, ...texts }
}

/** Finds handlers and what blocks in them. */
export function scan(options: ScanOptions): ScanOutcome {
  const { project, facts } = analyzeProject(options)
  if (options.paths.length === 0) return scanOutcome({ project, facts }, options.evidence)
  const files = new Set(filesMatching(options.paths, project.root, facts))
  const handlers = facts.handlers.filter((handler) => files.has(handler.file) || files.has(handler.function.slice(0, handler.function.indexOf('#')) as typeof handler.file))
  const outcome = scanOutcome({ project, facts }, options.evidence)
  return { ...outcome, facts: { ...facts, handlers } }
}

/** What was measured is held against all handlers, whichever are asked about. */
function scanOutcome({ project, facts }: Analyzed, files?: EvidenceFiles): ScanOutcome {
  return { root: project.root, facts, sources: project.sources, ...(files && { evidence: gatherEvidence(files, project, facts) }) }
}

function load(options: ConvertOptions | ScanOptions): Project {
  options.progress?.('Reading files')
  return loadProject(options)
}

function analyze(project: Project, { known = builtIn, progress }: Pick<ScanOptions, 'known' | 'progress'>): Facts {
  const units = analyzeUnits(project, known, (unit) => progress?.(`Analysing ${unit}`))
  return { ...combine(units), problems: project.problems }
}

function selectFunctions(facts: Facts, project: Project, { selectors, handlers, includeTests, top, evidence }: ConvertOptions): Selected[] {
  const selected = select(facts, {
    selectors, handlers, includeTests,
    filesOf: (selector) => filesMatching([selector], project.root, facts),
    namesIn: (file) => namesIn(project, file),
  })
  if (top === undefined) return selected
  const scanned = scanOutcome({ project, facts }, evidence)
  const costliest = topHandlers(includeTests ? scanned : withoutTestHandlers(scanned), top)
  return [...selected, ...costliest.map(({ id }) => ({ id, by: `--top ${top}` }))]
}

/** Tests that are not to change get no comments either. */
function mayChange(file: FileId, { files }: Facts, { changeTests }: ConvertOptions): boolean {
  return changeTests || !files.some(({ id, isTest }) => id === file && isTest)
}

function leftAlone(facts: Facts, { changeTests, leftOut = [] }: ConvertOptions): Map<FunctionId, Obstacle> {
  const tests = new Set(facts.files.filter((file) => file.isTest).map((file) => file.id))
  const stays = facts.functions.filter((fact) => fact.hasRule || (!changeTests && tests.has(fact.file)))
  const obstacles = new Map<FunctionId, Obstacle>(stays.map(({ id }) => [id, 'left-alone']))
  for (const id of leftOut.flatMap(({ functions }) => functions)) obstacles.set(id, 'rolled-back')
  return obstacles
}
