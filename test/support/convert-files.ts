import { ParsedFiles } from '../../src/analysis/compiler-host.js'
import { writeResults } from '../../src/apply/write-results.js'
import { knownFrom } from '../../src/config/known-from.js'
import { loadConfig } from '../../src/config/load-config.js'
import { flagTexts } from '../../src/flags/index.js'
import { convert } from '../../src/pipeline.js'
import type { ConvertOutcome } from '../../src/report/outcome.js'
import type { FixtureCase } from './fixture-case.js'
import { type Files, inFolderOf, readFolder } from './folder.js'

/** A project after a conversion, and what the conversion said. */
export interface Converted {
  outcome: ConvertOutcome
  files: Files
  flags: string[]
}

/** Types of Node.js and Express are the same for all cases. */
const parsed = new ParsedFiles()

/** Converts a project as a case asks, files written and all; rules and drivers of an unblock.config in it hold. */
export async function convertFiles({ select, options }: Pick<FixtureCase, 'select' | 'options'>, files: Files): Promise<Converted> {
  return inFolderOf(files, async (folder) => {
    const configured = await loadConfig(folder)
    const outcome = convert({
      cwd: folder,
      selectors: select,
      handlers: options.handlers ?? false,
      includeTests: options.includeTests ?? true,
      changeTests: options.changeTests ?? true,
      ...(options.callers && { callers: options.callers }),
      comments: options.comments ?? false,
      guard: options.guard ?? false,
      parallelizeReads: options.parallelizeReads ?? false,
      parsed,
      ...(configured && { known: knownFrom(configured, folder) }),
    })
    writeResults(folder, outcome.results)
    return { outcome, files: readFolder(folder), flags: flagLines(outcome) }
  })
}

/** The flags of a conversion as flags.txt spells them, sorted by place. */
function flagLines({ flags, sources }: ConvertOutcome): string[] {
  const rows = flags.map(({ file, span, code }) => {
    const before = sources.get(file)?.text.slice(0, span.start) ?? ''
    return { file, line: before.split('\n').length, said: `${flagTexts[code].severity} ${code}` }
  })
  rows.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.said.localeCompare(b.said))
  return rows.map(({ file, line, said }) => `${file}:${line} ${said}`)
}
