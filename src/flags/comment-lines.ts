import type { Flag } from '../model/flag.js'
import { flagTexts } from './index.js'

/** Comments are broken where lines would be longer. */
const width = 100

/** A flag as a comment in the code: `// unblock(escapes): …`, broken into lines. */
export function commentLines({ code, data }: Flag, indent: string): string[] {
  const words = `${marker(code)} ${flagTexts[code].message(data)} ${flagTexts[code].help(data)}`.split(/\s+/)
  const lines: string[] = []
  for (const word of words) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(`${indent}// ${word}`)
  }
  return lines
}

/** Whether comments hold a flag's code already, from an earlier run. */
export function isWrittenIn(comments: string, { code }: Flag): boolean {
  return comments.includes(marker(code))
}

function marker(code: string): string {
  return `unblock(${code}):`
}
