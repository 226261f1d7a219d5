import { join } from 'node:path'
import ts from 'typescript'
import { ParsedFiles } from '../../src/analysis/compiler-host.js'
import { convert } from '../../src/pipeline.js'
import type { ConvertOutcome } from '../../src/report/outcome.js'
import { writeFolder, type Files } from '../support/folder.js'
import { optionsWithoutTsconfig, TypeCheck } from '../support/type-check.js'
import { flaggedIn, type Flagged } from './flagged.js'
import type { Language, Program } from './model.js'
import { writeProgram } from './write-program.js'

/** A program before and after its conversion, by the names of its files. */
export interface Conversion {
  program: Program
  before: ReadonlyMap<string, string>
  after: ReadonlyMap<string, string>
  flags: Flagged[]
  /** What TypeScript finds wrong with the new texts and not with the old ones, JavaScript checked as well. */
  typeErrors: string[]
  /** The files that a second conversion changes. */
  changedAgain: string[]
  /** The tool threw. */
  crash?: string
}

/** Converts programs of one language as one project, each in a folder of its own: that is many times faster than one by one. */
export class Converter {
  readonly #parsed = new ParsedFiles()
  readonly #typeCheck = new TypeCheck({ ...optionsWithoutTsconfig, target: ts.ScriptTarget.ES2023 })

  /** `folder` is empty. A crash is traced to the programs that crash alone. */
  convert(programs: readonly Program[], folder: string): Conversion[] {
    const before = new Map(programs.map((program, index) => [`p${String(index)}/`, writeProgram(program)]))
    try {
      return this.#convertAll(programs, before, folder)
    } catch (error) {
      if (programs.length > 1) return programs.flatMap((program, index) => this.convert([program], join(folder, `alone${String(index)}`)))
      const crash = error instanceof Error ? error.stack ?? error.message : String(error)
      return programs.map((program) => {
        const texts = before.get('p0/') ?? new Map<string, string>()
        return { program, before: texts, after: texts, flags: [], typeErrors: [], changedAgain: [], crash }
      })
    }
  }

  #convertAll(programs: readonly Program[], before: ReadonlyMap<string, ReadonlyMap<string, string>>, folder: string): Conversion[] {
    const [oldFolder, newFolder] = [join(folder, 'before'), join(folder, 'after')]
    const project = projectFiles(programs[0]?.language ?? 'esm', before)
    writeFolder(oldFolder, project)
    const outcome = this.#run(programs, oldFolder)
    const changed = outcome.results.map(({ file, after }): [string, Buffer] => [file, Buffer.from(after)])
    writeFolder(newFolder, new Map([...project, ...changed]))
    const again = this.#run(programs, newFolder).results.filter((result) => result.after !== result.before)
    const typeErrors = this.#newTypeErrors(oldFolder, newFolder)
    const flags = flaggedIn(outcome)
    return programs.map((program, index) => {
      const prefix = `p${String(index)}/`
      const own = <Item>(items: readonly Item[], fileOf: (item: Item) => string): Item[] => items.filter((item) => fileOf(item).startsWith(prefix))
      const texts = before.get(prefix) ?? new Map<string, string>()
      const after = own(outcome.results, ({ file }) => file).map(({ file, after }): [string, string] => [file.slice(prefix.length), after])
      return {
        program,
        before: texts,
        after: new Map([...texts, ...after]),
        flags: own(flags, ({ lines }) => lines[0]?.file ?? '').map((flag) => withoutPrefix(flag, prefix)),
        typeErrors: own(typeErrors, (error) => error),
        changedAgain: own(again, ({ file }) => file).map(({ file }) => file.slice(prefix.length)),
      }
    })
  }

  #run(programs: readonly Program[], cwd: string): ConvertOutcome {
    const selectors = programs.map(({ select, language }, index) => (select === 'all' ? `p${String(index)}` : `p${String(index)}/main.${extension(language)}#main`))
    return convert({ cwd, selectors, handlers: false, includeTests: true, changeTests: true, parsed: this.#parsed })
  }

  #newTypeErrors(oldFolder: string, newFolder: string): string[] {
    const after = this.#typeCheck.errorsIn(newFolder)
    const before = new Set(after.length === 0 ? [] : this.#typeCheck.errorsIn(oldFolder).map(withoutPromises))
    // A twin has the errors of its original once more.
    return after.filter((error) => !before.has(withoutPromises(error)))
  }
}

/** What was wrong with `string` before is wrong with `Promise<string>` now, which TypeScript explains with one sentence more. */
function withoutPromises(error: string): string {
  let text = error
  for (let inner = ''; inner !== text;) {
    inner = text
    text = inner.replace(/Promise<([^<>]*)>/g, '$1')
  }
  return text.split(/\s{2,}/).filter((sentence, index, all) => sentence !== all[index - 1]).join(' ')
}

function withoutPrefix({ lines, ...flag }: Flagged, prefix: string): Flagged {
  return { ...flag, lines: lines.map((place) => ({ ...place, file: place.file.slice(prefix.length) })) }
}

function projectFiles(language: Language, written: ReadonlyMap<string, ReadonlyMap<string, string>>): Files {
  const files: [string, string][] = [...written].flatMap(([prefix, texts]) => [...texts].map(([name, text]): [string, string] => [prefix + name, text]))
  files.push(['package.json', JSON.stringify({ type: language === 'commonjs' ? 'commonjs' : 'module' })])
  if (language === 'typescript') files.push(['tsconfig.json', JSON.stringify(tsconfig)])
  return new Map(files.map(([name, text]) => [name, Buffer.from(text)]))
}

const tsconfig = {
  compilerOptions: { strict: true, noImplicitOverride: true, target: 'es2023', lib: ['es2023'], module: 'nodenext', skipLibCheck: true, types: ['node'] },
  include: ['p*'],
}

function extension(language: Language): string {
  return language === 'typescript' ? 'ts' : 'js'
}
