import { dirname, join } from 'node:path'
import type { Project, Unit } from '../analysis/project.js'
import type { FileId, Place, Span } from '../model/ids.js'
import type { FileResult } from '../model/result.js'
import { compare, type Finding } from './comparison.js'
import { importersOf } from './importers-of.js'
import { missingNames } from './missing-names.js'
import { newErrors } from './new-errors.js'
import { newLostPromises } from './new-lost-promises.js'

/** Something that a change broke, in a changed file or in one that imports it; its span is in the new text. */
export type CheckFinding = Finding & Place

/** What a plan says of the new texts. */
export interface Foreseen {
  /** The names whose types changed, and may mean something else to the files that import them. */
  names: ReadonlySet<string>
  /** Files in which something without a name of its own changed its type, such as a default export. */
  unnamedIn: ReadonlySet<FileId>
  /** What stands in the new texts twice: the functions beside which a twin was added, where they are in the old ones. */
  copied: ReadonlyMap<FileId, readonly Span[]>
}

/**
 * Says what the new texts break: what does not parse, has type errors or loses promises, and did not before. Of the
 * files that import a changed one, those that mention nothing whose type changed are not looked at.
 */
export function checkResults(project: Project, results: FileResult[], foreseen?: Foreseen): CheckFinding[] {
  const written = results.filter(({ status }) => status === 'changed' || status === 'created')
  return project.units.flatMap((unit) => checkUnit({ unit, root: project.root, foreseen }, written))
}

interface Scope {
  unit: Unit
  root: string
  foreseen: Foreseen | undefined
}

function checkUnit(scope: Scope, written: FileResult[]): CheckFinding[] {
  const { unit, root, foreseen } = scope
  const seen = written.filter((result) => isSeenBy(unit, root, result))
  if (seen.length === 0) return []
  const byPath = <T>(entries: Iterable<[FileId, T]>) => new Map([...entries].map(([file, value]) => [join(root, file), value]))
  const comparison = compare(unit, byPath(seen.map(({ file, after }) => [file, after])), byPath(foreseen?.copied ?? []))
  const files = filesToCheck(scope, seen)
  const inFile = (file: FileId, findings: Finding[]) => findings.map((finding) => ({ ...finding, file }))
  // All errors come first: a checker that was asked for types before can crash over them.
  const errors = files.flatMap((file) => inFile(file, newErrors(join(root, file), comparison)))
  const unparsed = new Set(errors.filter(({ code }) => code === 'does-not-parse').map(({ file }) => file))
  const parsed = files.filter((file) => !unparsed.has(file))
  errors.push(...parsed.flatMap((file) => inFile(file, missingNames(join(root, file), comparison))))
  const promises = parsed.flatMap((file) => inFile(file, newLostPromises(join(root, file), comparison)))
  return [...errors, ...promises.filter((promise) => !errors.some((error) => isSamePlace(error, promise)))]
}

/** A unit may see more files than its own; a file that is created belongs to the unit of its neighbours. */
function isSeenBy(unit: Unit, root: string, { file, status }: FileResult): boolean {
  if (status === 'changed') return unit.program.getSourceFile(join(root, file)) !== undefined
  return unit.files.some((neighbour) => dirname(neighbour) === dirname(file))
}

function filesToCheck({ unit: { program, files }, root, foreseen: types }: Scope, seen: FileResult[]): FileId[] {
  const sourceOf = (file: FileId) => program.getSourceFile(join(root, file))
  const changed = seen.map(({ file }) => sourceOf(file)).filter((source) => source !== undefined)
  const mentioned = types && new RegExp(`(?<![\\w$])(?:${[...types.names].map(escaped).join('|')})(?![\\w$])`)
  const unnamed = new Set(types && importersOf(program, seen.filter(({ file }) => types.unnamedIn.has(file)).flatMap(({ file }) => sourceOf(file) ?? [])))
  const affected = new Set([...importersOf(program, changed)].filter((file) => !mentioned || unnamed.has(file) || mentioned.test(file.text)))
  changed.forEach((source) => affected.add(source))
  const created = seen.filter(({ status }) => status === 'created').map(({ file }) => file)
  return [...created, ...files.filter((file) => {
    const source = sourceOf(file)
    return source !== undefined && affected.has(source)
  })]
}

function escaped(name: string): string {
  return name.replace(/[$#]/g, '\\$&')
}

function isSamePlace(a: CheckFinding, b: CheckFinding): boolean {
  return a.file === b.file && a.span.start < b.span.end && b.span.start < a.span.end
}
