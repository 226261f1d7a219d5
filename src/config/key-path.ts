/** A JSON pointer, and perhaps one key more, as a person would write it: `rules['./a.ts'].load`. */
export function keyPath(pointer: string, ...keys: string[]): string {
  const steps = [...pointer.split('/').slice(1).map(unescaped), ...keys]
  return steps.length === 0 ? 'The configuration' : `\`${steps.map(spelled).join('').replace(/^\./, '')}\``
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}

function spelled(step: string): string {
  if (/^\d+$/.test(step)) return `[${step}]`
  return /^[\w$]+$/.test(step) ? `.${step}` : `['${step}']`
}
