import { createTwoFilesPatch } from 'diff'
import type { Verdict } from './judge.js'

/** A fault, as a person reads it: what differs, then every file with its change. */
export function describeFault({ conversion, outcome, difference }: Verdict): string {
  const { before, after, flags, crash, program } = conversion
  const files = [...before].filter(([name]) => !name.startsWith('log.')).map(([name, text]) => patchOf(name, text, after.get(name) ?? ''))
  const what = difference ? [`${difference.what} before: ${JSON.stringify(difference.before)}`, `${difference.what} after:  ${JSON.stringify(difference.after)}`] : []
  return [outcome, ...what, crash ?? '', `select: ${program.select}`, `flags: ${flags.map(({ said, message, lines: [at] }) => `${said} ${at?.file ?? ''}:${String(at?.from)} ${message ?? ''}`).join(', ')}`, '', ...files].join('\n')
}

function patchOf(name: string, before: string, after: string): string {
  return before === after ? `${name} stays:\n${before}` : createTwoFilesPatch(name, name, before, after, '', '', { context: 100 })
}
