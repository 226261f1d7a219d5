/** Code as a message quotes it: on one line, and not too long. */
export function shortened(code: string): string {
  const line = code.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
