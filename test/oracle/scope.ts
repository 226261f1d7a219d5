/** Something that a name in scope can be used for. */
export interface Entry {
  /** The slot of the grammar that it fits. */
  slot: string
  name: string
  /** How it is used, with `@` for its name. */
  spelled: string
  /** The file that declares it, for what other files can import. */
  file?: string
}

/** What each kind of declaration can be used for. */
const offers: Readonly<Record<string, readonly [slot: string, spelled: string][]>> = {
  'text': [['var.text', '@']],
  'list': [['var.list', '@']],
  'flag': [['var.flag', '@']],
  'number': [['var.number', '@']],
  'error': [['var.error', '@']],
  'let.text': [['var.text', '@'], ['let.text', '@']],
  'fn.text': [['fn.text', '@'], ['ref.text', '@']],
  'fn.flag': [['fn.flag', '@'], ['ref.flag', '@']],
  'fn.list': [['fn.list', '@'], ['ref.list', '@']],
  'fn2.text': [['fn2.text', '@'], ['fn.text', '@'], ['ref2.text', '@']],
  'exported.text': [['fn.text', 'exports.@'], ['ref.text', 'exports.@']],
  'object.text': [['fn.text', '@.read'], ['ref.text', '@.read'], ['object', '@']],
  'letfn.text': [['fn.text', '@'], ['ref.text', '@'], ['letfn', '@']],
  'genclass': [['genclass', 'new @().each']],
  'setter': [['get', 'new @().value'], ['set', 'new @()']],
  'methods.text': [['fn.text', '@.read']],
  'class.text': [['fn.text', 'new @().read'], ['class', '@']],
  'static.text': [['fn.text', '@.read'], ['ref.text', '@.read']],
  'runner.text': [['fn.text', 'new @().run'], ['fn.text', 'new @().load']],
  'getter': [['get', 'new @().value']],
  'constructed': [['new', '@']],
  'factory': [['factory', '@'], ['fn.text', "@('f')"], ['ref.text', "@('r')"]],
  'recursive': [['fn.text', '@']],
  'record': [['var.text', '@.x'], ['let.text', '@.x'], ['let.text', '@.y']],
  'proto.text': [['fn.text', 'new @().read']],
  'statics.text': [['fn.text', '@.read']],
  'inner': [['fn.text', '@']],
}

/** What can be used once this is declared. */
export function entriesFor(kind: string, name: string, file?: string): Entry[] {
  const uses = offers[kind] ?? [[kind, '@']]
  return uses.map(([slot, spelled]) => ({ slot, name, spelled, ...(file !== undefined && { file }) }))
}

/** The names that can be used at a place of a program, and where a jump from there can lead. */
export class Scope {
  constructor(private readonly entries: readonly Entry[] = [], private readonly isInLoop = false) {}

  with(entries: readonly Entry[]): Scope {
    return new Scope([...this.entries, ...entries], this.isInLoop)
  }

  /** As seen from a block of this kind: a function's body ends loops, and one that is no arrow has another `this`. */
  inside(kind: string): Scope {
    if (kind === 'loop') return new Scope(this.entries, true)
    if (kind === 'block') return this
    const kept = this.entries.filter(({ slot, spelled }) => slot !== 'label' && (kind === 'arrow' || !/^(this|super)\./.test(spelled)))
    return new Scope(kept)
  }

  find(slot: string, pick: number): Entry | undefined {
    const fitting = this.entries.filter((entry) => entry.slot === slot)
    return fitting[pick % fitting.length]
  }

  jump(pick: number): string | undefined {
    if (!this.isInLoop) return undefined
    const labels = this.entries.filter((entry) => entry.slot === 'label')
    const jumps = ['break', 'continue', ...labels.flatMap(({ name }) => [`continue ${name}`, `break ${name}`])]
    return jumps[pick % jumps.length]
  }
}
