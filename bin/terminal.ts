import { isatty } from 'node:tty'
import pc from 'picocolors'
import type { Colors } from '../src/report/colors.js'
import { type Prompts, terminalPrompts } from './prompts.js'

/** Where a command writes to: results to `out`, all else to `err`. */
export interface Terminal {
  out: (text: string) => void
  err: (text: string) => void
  colors: Colors
  width: number
  /** Absent where nobody is there to answer. */
  prompts?: Prompts
}

/** The terminal, or the files and pipes, that the process was started with. */
export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colors: pc.createColors(wantsColors(process.env, isatty(1))),
    width: Math.min(process.stdout.columns || 80, 110),
    ...(isatty(0) && isatty(1) && { prompts: terminalPrompts }),
  }
}

/** Colours are for terminals, unless NO_COLOR or FORCE_COLOR says otherwise; NO_COLOR wins. */
export function wantsColors(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return isTerminal && env.TERM !== 'dumb'
}
