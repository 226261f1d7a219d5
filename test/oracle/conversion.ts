import { join } from 'node:path'
import { ParsedFiles } from '../../src/analysis/compiler-host.js'
import { flagTexts } from '../../src/flags/index.js'
import type { Flag } from '../../src/model/flag.js'
import { convert } from '../../src/pipeline.js'
import { writeFolder, type Files } from '../support/folder.js'
import type { Language, Program } from './model.js'
import { writeProgram } from './write-program.js'

/** A program before and after its conversion. */
export interface Conversion {
  program: Program
  before: Map<string, string>
  after: Map<string, string>
  /** `blocks cannot-be-async`; empty where nothing was found. */
  flags: string[]
  /** The tool threw. */
  crash?: string
}

/** Converts programs of one language as one project, each in a folder of its own: that is many times faster than one by one. */
export class Converter {
  readonly #parsed = new ParsedFiles()

  /** `folder` is empty. A crash is traced to the programs that crash alone. */
  convert(programs: readonly Program[], folder: string): Conversion[] {
    const written = programs.map((program) => writeProgram(program))
    writeFolder(folder, projectFiles(programs[0]?.language ?? 'esm', written))
    try {
      const { results, flags } = convert({
        cwd: folder,
        selectors: programs.map(({ select, language }, index) => (select === 'all' ? `p${String(index)}` : `p${String(index)}/main.${extension(language)}#main`)),
        handlers: false, includeTests: true, changeTests: true, parsed: this.#parsed,
      })
      return programs.map((program, index) => {
        const prefix = `p${String(index)}/`
        const before = written[index] ?? new Map<string, string>()
        const changed = results.filter(({ file }) => file.startsWith(prefix)).map(({ file, after }): [string, string] => [file.slice(prefix.length), after])
        return { program, before, after: new Map([...before, ...changed]), flags: flags.filter(({ file }) => file.startsWith(prefix)).map(spell) }
      })
    } catch (error) {
      if (programs.length > 1) return programs.flatMap((program, index) => this.convert([program], join(folder, `alone${String(index)}`)))
      const [before = new Map<string, string>()] = written
      const crash = error instanceof Error ? error.stack ?? error.message : String(error)
      return programs.map((program) => ({ program, before, after: before, flags: [], crash }))
    }
  }
}

function projectFiles(language: Language, written: readonly Map<string, string>[]): Files {
  const files: [string, string][] = written.flatMap((texts, index) => [...texts].map(([name, text]): [string, string] => [`p${String(index)}/${name}`, text]))
  files.push(['package.json', JSON.stringify({ type: language === 'commonjs' ? 'commonjs' : 'module' })])
  if (language === 'typescript') files.push(['tsconfig.json', JSON.stringify(tsconfig)])
  return new Map(files.map(([name, text]) => [name, Buffer.from(text)]))
}

const tsconfig = {
  compilerOptions: { strict: true, noImplicitOverride: true, target: 'es2023', lib: ['es2023'], module: 'nodenext', skipLibCheck: true, types: ['node'] },
  include: ['p*'],
}

function spell({ code, data }: Flag): string {
  return `${flagTexts[code].severity} ${code}${code === 'check-failed' ? `: ${data['message'] ?? ''}` : ''}`
}

function extension(language: Language): string {
  return language === 'typescript' ? 'ts' : 'js'
}
