import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

interface Manifest {
  type?: string
  main?: string
  module?: string
  bin?: unknown
  exports?: unknown
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/** What the nearest package.json says of a file's surroundings. */
export class PackageInfo {
  readonly #majors = new Map<string, number | undefined>()
  readonly entries: ReadonlySet<string>

  constructor(readonly folder: string, private readonly manifest: Manifest) {
    this.entries = new Set(stringsIn([manifest.main, manifest.module, manifest.bin, manifest.exports]).map((entry) => path.resolve(folder, entry)))
  }

  get isModule(): boolean {
    return this.manifest.type === 'module'
  }

  /** The major version of a dependency: the installed one's, else the range's first number; undefined when it is none. */
  majorOf(dependency: string): number | undefined {
    if (!this.#majors.has(dependency)) this.#majors.set(dependency, this.#findMajor(dependency))
    return this.#majors.get(dependency)
  }

  #findMajor(dependency: string): number | undefined {
    const { dependencies, devDependencies, peerDependencies } = this.manifest
    const range = dependencies?.[dependency] ?? devDependencies?.[dependency] ?? peerDependencies?.[dependency]
    const installed = path.join(this.folder, 'node_modules', dependency, 'package.json')
    const version = existsSync(installed) ? (readJson(installed) as { version?: string }).version : range
    const major = version === undefined ? undefined : /\d+/.exec(version)?.[0]
    return major === undefined ? undefined : Number(major)
  }
}

/** Reads package.json files, each once; a file without one is in an empty package. */
export class Packages {
  readonly #byFolder = new Map<string, PackageInfo>()

  constructor(private readonly root: string) {}

  of(file: string): PackageInfo {
    return this.#inFolder(path.dirname(file))
  }

  #inFolder(folder: string): PackageInfo {
    const known = this.#byFolder.get(folder)
    if (known) return known
    const manifest = path.join(folder, 'package.json')
    const isTop = folder === this.root || path.dirname(folder) === folder
    const info = existsSync(manifest) ? new PackageInfo(folder, readJson(manifest) as Manifest) : isTop ? new PackageInfo(folder, {}) : this.#inFolder(path.dirname(folder))
    this.#byFolder.set(folder, info)
    return info
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) ?? {}
  } catch {
    return {}
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
