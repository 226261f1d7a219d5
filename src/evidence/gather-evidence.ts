import path from 'node:path'
import { globSync } from 'tinyglobby'
import { functionFinder } from '../analysis/function-at.js'
import { fileIdOf } from '../analysis/paths.js'
import type { Project } from '../analysis/project.js'
import type { Evidence } from '../model/evidence.js'
import type { Facts } from '../model/facts.js'
import type { FileId } from '../model/ids.js'
import { UsageError } from '../usage-error.js'
import { attribute, type Ground, type LocatedFrame } from './attribute.js'
import { blockingPlaces } from './blocking-places.js'
import { readCpuProfile } from './read-cpu-profile.js'
import { readDebugLog } from './read-debug-log.js'
import { createSourceMaps } from './source-maps.js'
import type { Frame, StackTime } from './stack-time.js'

/** Where measurements are, as paths or globs from the project's folder. */
export interface EvidenceFiles {
  cpuProfiles: readonly string[]
  debugLogs: readonly string[]
}

/** Reads what was measured, and says which handlers it speaks of. */
export function gatherEvidence({ cpuProfiles, debugLogs }: EvidenceFiles, project: Project, facts: Facts): Evidence {
  const ground: Ground = { facts, places: blockingPlaces(facts, project.sources), ...locators(project) }
  const profiles = filesOf(cpuProfiles, project.root).map((file) => ({ file, ...readCpuProfile(file) }))
  const profiled = profiles.flatMap(({ stacks }) => stacks)
  const logs = filesOf(debugLogs, project.root).map((file) => ({ file, stacks: readDebugLog(file, project.root) }))
  const logged = logs.flatMap(({ stacks }) => stacks)
  if (profiles.length > 0) assertOfProject(profiled, profiles[0]?.file ?? '', ground)
  const measuredMs = profiles.reduce((sum, profile) => sum + profile.measuredMs, 0)
  return {
    ...(profiles.length > 0 && { profile: { ...attribute(profiled, ground), measuredMs } }),
    ...(logs.length > 0 && { log: attribute(logged, ground) }),
  }
}

function filesOf(patterns: readonly string[], root: string): string[] {
  const files = patterns.flatMap((pattern) => {
    const found = globSync(pattern, { cwd: root, absolute: true, expandDirectories: false })
    if (found.length === 0) throw new UsageError(`There is no file ${path.resolve(root, pattern)}.`)
    return found.sort()
  })
  return [...new Set(files)]
}

function locators(project: Project): Pick<Ground, 'locate' | 'linesOf'> {
  const maps = createSourceMaps()
  const functionAt = functionFinder(project)
  const idOf = (file: string): FileId | undefined => {
    const id = path.isAbsolute(file) ? fileIdOf(project.root, file) : undefined
    return id !== undefined && project.sources.has(id) ? id : undefined
  }
  const known = new Map<string, LocatedFrame | undefined>()
  const locate = ({ name, path: file, line, column }: Frame): LocatedFrame | undefined => {
    if (!path.isAbsolute(file) || /[\\/]node_modules[\\/]/.test(file)) return undefined
    const mapped = maps.sourceOf(file, line, column)
    const id = idOf(mapped?.path ?? file) ?? idOf(file)
    if (id === undefined) return undefined
    // The body of a module begins with its file.
    const isModule = name === '' && line <= 1 && (column ?? 0) <= 0
    const isMapped = mapped !== undefined && idOf(mapped.path) === id
    const at = isMapped ? mapped : { line, column }
    const found = isModule ? undefined : functionAt(id, { line: at.line, ...(column !== undefined && { column: at.column ?? column }), name, isMapped })
    return { file: id, isModule, ...(found && { function: found }) }
  }
  return {
    locate: (frame) => {
      const key = `${frame.path}:${frame.line}:${frame.column ?? ''}:${frame.name}`
      if (!known.has(key)) known.set(key, locate(frame))
      return known.get(key)
    },
    linesOf: ({ path: file }, line) => maps.linesOf(file, line).flatMap((place) => {
      const id = idOf(place.path)
      return id === undefined ? [] : [{ file: id, line: place.line }]
    }),
  }
}

/** A profile of another checkout, or of a container, would show that nothing blocks. */
function assertOfProject(stacks: readonly StackTime[], file: string, ground: Ground): void {
  const frames = stacks.flatMap((stack) => stack.frames)
  if (frames.some((frame) => ground.locate(frame) !== undefined)) return
  const other = frames.find((frame) => path.isAbsolute(frame.path) && !frame.path.includes('node_modules'))
  throw new UsageError(`No function in ${file} is of this project${other ? `: the program ran from ${other.path}` : ''}. Record the profile where the project is, and keep its source maps.`)
}
