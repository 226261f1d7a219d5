import type { Style } from './style.js'

/** Code that was written with two-space indentation, single quotes and semicolons, in the habits of a file. */
export function inStyle(text: string, { quote, semicolons, indent, eol }: Style): string {
  return text.split('\n')
    .map((line) => line.replace(/^( {2})+/, (spaces) => indent.repeat(spaces.length / 2)))
    .map((line) => (semicolons ? line : line.replace(/;$/, '')))
    .map((line) => (quote === '"' && !isComment(line) ? line.replace(/'([^'"\\]*)'/g, '"$1"') : line))
    .join(eol)
}

function isComment(line: string): boolean {
  return /^\s*(\/[*/]|\*)/.test(line)
}
