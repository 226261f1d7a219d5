import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

/** The built command. */
export const cli = resolve(import.meta.dirname, '../../dist/bin/unblock.js')

/** Runs the built command in a folder, as a shell does. */
export function runCommand(folder: string, args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args, '--cwd', folder], { encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}
