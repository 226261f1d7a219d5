import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { intersects, satisfies, subset, valid, validRange } from 'semver'
import { messageOf } from '../apply/message-of.js'
import { lowestNode } from './lowest-node.js'
import { foldersAbove } from './paths.js'

interface Manifest {
  version?: string
  type?: string
  main?: string
  module?: string
  types?: unknown
  typings?: unknown
  bin?: unknown
  exports?: unknown
  engines?: { node?: unknown }
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/** What the nearest package.json says of a file's surroundings. */
export class PackageInfo {
  readonly #majors = new Map<string, number | undefined>()
  readonly #entries: ReadonlySet<string>

  constructor(readonly folder: string, private readonly manifest: Manifest, readonly manifestPath?: string) {
    const { main, module, bin, exports } = manifest
    this.#entries = new Set(stringsIn([main, module, bin, exports]).map((entry) => path.normalize(entry)).flatMap((entry) => [stemOf(entry), sourceOf(entry)]))
  }

  /** Whether users of the package import this file, or what is built from it. */
  isEntry(file: string): boolean {
    const stem = stemOf(path.relative(this.folder, file))
    return this.#entries.has(stem) || this.#entries.has(stem.replace(/\/index$/, ''))
  }

  /** The declaration file that speaks for the package, and the file that it speaks of. */
  get declared(): { types: string; entry: string } | undefined {
    const { types, typings, main = 'index.js' } = this.manifest
    const written = types ?? typings
    if (typeof written !== 'string') return undefined
    const inFolder = (name: string): string => path.join(this.folder, name)
    return { types: inFolder(/\.d\.[mc]?ts$/.test(written) ? written : `${written}.d.ts`), entry: inFolder(path.extname(main) === '' ? `${main}.js` : main) }
  }

  get isModule(): boolean {
    return this.manifest.type === 'module'
  }

  /** The lowest major version of Node.js that the package says it runs on, if it says so. */
  get lowestNode(): number | undefined {
    return lowestNode(this.manifest.engines?.node)
  }

  /** Whether it is installed with the package where that runs. */
  dependsOn(dependency: string): boolean {
    return this.manifest.dependencies?.[dependency] !== undefined
  }

  /** The major version of a dependency; undefined when it is none. A range such as `latest` says nothing, what is installed above does. */
  majorOf(dependency: string): number | undefined {
    if (!this.#majors.has(dependency)) this.#majors.set(dependency, this.#findMajor(dependency))
    return this.#majors.get(dependency)
  }

  /** Whether the version of a dependency that is used here lies in a range; undefined where nobody can tell. */
  hasVersion(dependency: string, range: string): boolean | undefined {
    const said = [() => installedVersion(dependency, this.folder), () => this.#rangeOf(dependency), () => this.#installedAbove(dependency)]
    for (const version of said) {
      const lies = liesIn(version(), range)
      if (lies !== undefined) return lies
    }
    return undefined
  }

  #rangeOf(dependency: string): string | undefined {
    const { dependencies, devDependencies, peerDependencies } = this.manifest
    return dependencies?.[dependency] ?? devDependencies?.[dependency] ?? peerDependencies?.[dependency]
  }

  #installedAbove(dependency: string): string | undefined {
    return foldersAbove(this.folder).map((folder) => installedVersion(dependency, folder)).find((version) => version !== undefined)
  }

  #findMajor(dependency: string): number | undefined {
    const range = this.#rangeOf(dependency)
    const own = majorIn(installedVersion(dependency, this.folder)) ?? majorIn(range)
    if (own !== undefined || range === undefined) return own
    return majorIn(this.#installedAbove(dependency))
  }
}

const outputFolders = 'build|cjs|dist|es|esm|lib|out|output|types'

/** A path without the extension, which `main` may leave out. */
function stemOf(entry: string): string {
  return entry.replace(/(\.d)?\.[mc]?[jt]sx?$/, '')
}

/** `src/index` for `dist/esm/index.js`, as where a build takes its files from is seldom written where it can be read. */
function sourceOf(entry: string): string {
  return stemOf(entry).replace(new RegExp(`^((${outputFolders})/)+(src/)?`), 'src/')
}

/** Reads package.json files, each once; a file without one is in an empty package. */
export class Packages {
  /** What is wrong with the package.json files that are not JSON, by their absolute paths. */
  readonly broken = new Map<string, string>()
  readonly #byFolder = new Map<string, PackageInfo>()

  of(file: string): PackageInfo {
    return this.#inFolder(path.dirname(file))
  }

  #inFolder(folder: string): PackageInfo {
    const known = this.#byFolder.get(folder)
    if (known) return known
    const manifest = path.join(folder, 'package.json')
    const info = existsSync(manifest) ? new PackageInfo(folder, this.#read(manifest), manifest) : this.#without(folder)
    this.#byFolder.set(folder, info)
    return info
  }

  #without(folder: string): PackageInfo {
    const above = path.dirname(folder)
    return above === folder ? new PackageInfo(folder, {}) : this.#inFolder(above)
  }

  #read(manifest: string): Manifest {
    try {
      return readManifest(manifest)
    } catch (error) {
      this.broken.set(manifest, messageOf(error))
      return {}
    }
  }
}

/** Of a range, as far as it leaves no choice. */
function liesIn(version: string | undefined, range: string): boolean | undefined {
  if (version === undefined) return undefined
  if (valid(version) !== null) return satisfies(version, range, { includePrerelease: true })
  if (validRange(version) === null) return undefined
  if (subset(version, range, { includePrerelease: true })) return true
  return intersects(version, range, { includePrerelease: true }) ? undefined : false
}

function majorIn(version: string | undefined): number | undefined {
  const major = version === undefined ? undefined : /\d+/.exec(version)?.[0]
  return major === undefined ? undefined : Number(major)
}

function installedVersion(dependency: string, folder: string): string | undefined {
  const manifest = path.join(folder, 'node_modules', dependency, 'package.json')
  return existsSync(manifest) ? versionIn(manifest) : undefined
}

function versionIn(manifest: string): string | undefined {
  try {
    return readManifest(manifest).version
  } catch {
    return undefined
  }
}

function readManifest(file: string): Manifest {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  return typeof value === 'object' && value !== null ? value : {}
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
