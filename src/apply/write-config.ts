import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { UsageError } from '../usage-error.js'

/** Writes a new configuration; one that is there already is never overwritten. */
export function writeConfig(folder: string, { name, text }: { name: string; text: string }): void {
  try {
    writeFileSync(path.join(folder, name), text, { flag: 'wx' })
  } catch (error) {
    throw new UsageError(`${name} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}
