import { convertFiles, type Converted } from '../support/convert-files.js'
import type { Files } from '../support/folder.js'
import type { RaisedFlag } from './compare.js'
import { corpusCodes } from './situation.js'

/** Converts the corpus as one project, once for all who ask. */
export async function convertCorpus(files: Files): Promise<Converted> {
  // What is no handler is selected by its folder.
  return convertFiles({ select: ['unhandled-rejection'], options: { handlers: true } }, files)
}

/** The flags of a conversion by file, as far as the corpus is about them. */
export function raisedFlags({ flags }: Converted): Map<string, RaisedFlag[]> {
  const raised = new Map<string, RaisedFlag[]>()
  for (const flag of flags) {
    const [, file = '', line = '', said] = /^(\S+):(\d+) \S+ (\S+)$/.exec(flag) ?? []
    const code = corpusCodes.find((each) => each === said)
    if (code) raised.set(file, [...raised.get(file) ?? [], { code, line: Number(line) }])
  }
  return raised
}
