/** What the tool itself might add to a file. */
const tricky = [
  'readFile', 'exists', 'stat', 'items', 'index', 'mapAsync', 'promises', 'access', 'result', 'filterAsync', 'readdir', 'writeFile',
  'callback', 'err', 'someAsync', 'loadAsync', 'appendFile', 'fsPromises', 'fs2', 'promisify', 'item', 'exports2', 'value', 'mkdir',
]

/** Gives names that no other function or variable of the program has. */
export class Names {
  #count = 0

  constructor(private readonly isTricky: boolean) {}

  fresh(kind: string): string {
    const count = this.#count++
    if (kind === 'main') return 'main'
    const name = (this.isTricky && tricky[count]) || `${letters[kind.split('.')[0] ?? ''] ?? 'v'}${String(count)}`
    return isClass(kind) ? name.charAt(0).toUpperCase() + name.slice(1) : name
  }
}

const letters: Readonly<Record<string, string>> = {
  text: 't', let: 'x', list: 'l', flag: 'b', number: 'n', error: 'e', label: 'loop', fn: 'f', fn2: 'g', object: 'o', methods: 'o', hof: 'use', factory: 'make',
}

function isClass(kind: string): boolean {
  return ['class.text', 'static.text', 'runner.text', 'getter', 'constructed', 'setter', 'genclass', 'holder'].includes(kind)
}
