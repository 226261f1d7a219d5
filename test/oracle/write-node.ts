import type { FileText, Habits } from './file-text.js'
import { grammar, isFilled, productionOf } from './grammar.js'
import type { Node } from './model.js'
import { Filling } from './filling.js'
import { withoutMarks } from './marks.js'
import type { Entry, Scope } from './scope.js'
import { levels, type Piece, type Slot } from './template.js'

/** A node's text, how tightly it binds, and what the statements behind it can use. */
interface Written {
  text: string
  level: number
  declared: Entry[]
}

/** Where a node stands. */
export interface Place {
  file: FileText
  scope: Scope
  isTopLevel: boolean
}

const typeMark = /«([^»]*)»/g

/** Writes nodes as source text. */
export class NodeWriter {
  constructor(private readonly habits: Habits, private readonly mark: (sort: string, template: string) => string = () => '') {}

  /** The text of a node; a template that asks for a name which nothing in scope has gives way to the sort's first one. */
  write(node: Node, sort: string, place: Place): Written {
    return this.#tryWrite(node, sort, place) ?? this.#writeFirst(sort, place)
  }

  #writeFirst(sort: string, place: Place): Written {
    const is = grammar.get(sort)?.at(0)?.template ?? ''
    const written = this.#tryWrite({ is, pick: 0, parts: [] }, sort, place)
    if (!written) throw new Error(`The first template of ${sort} asks for a name.`)
    return written
  }

  #tryWrite(node: Node, sort: string, place: Place): Written | undefined {
    const { pieces, level } = productionOf(sort, node.is)
    const names = pieces.filter(isSlot).filter(isDeclaring).map(({ name }) => this.habits.names.fresh(name))
    const filling = new Filling(node, place.scope, { names, file: place.isTopLevel ? place.file.name : undefined })
    let text = this.mark(sort, node.is)
    for (const piece of pieces) {
      const next = isSlot(piece) ? this.#writeSlot(piece, filling, { ...place, pick: node.pick }) : piece.text.replace(typeMark, this.#isTyped ? '$1' : '')
      if (next === undefined) return undefined
      text += isSlot(piece) ? next.replaceAll('\n', `\n${indentAtEnd(text)}`) : next
    }
    return { text, level, declared: filling.declared }
  }

  get #isTyped(): boolean {
    return this.habits.language === 'typescript'
  }

  #writeSlot(slot: Slot, filling: Filling, place: Place & { pick: number }): string | undefined {
    if (isDeclaring(slot)) return filling.declare(slot)
    if (isFilled(slot)) return this.#fill(filling.nextPart(), slot, { ...place, scope: filling.scopeFor(slot), isTopLevel: false })
    if (slot.name.startsWith('$')) return filling.names[Number(slot.name.slice(1))]
    return this.#spell(slot.name, place)
  }

  #fill(part: Node, slot: Slot, place: Place): string {
    const [kind = '', result = ''] = slot.name.split(/[.&]/)
    if (['block', 'loop', 'body', 'arrow'].includes(kind)) {
      const member = slot.name.split('&')[1]
      const scope = place.scope.inside(kind)
      const inner = member === undefined ? scope : scope.with(['fn.text', 'ref.text'].map((use) => ({ slot: use, name: member, spelled: member })))
      return this.#block(part, { kind, result }, { ...place, scope: inner })
    }
    const { text, level } = this.write(part, slot.name, place)
    return level < (levels[slot.level] ?? 0) && slot.name !== 'simple' ? `(${text})` : text
  }

  #block(block: Node, { kind, result }: { kind: string; result: string }, place: Place): string {
    const isBody = (kind === 'body' || kind === 'arrow') && result !== 'nothing'
    const statements = isBody ? block.parts.slice(0, -1) : block.parts
    const lines: string[] = []
    let { scope } = place
    for (const statement of statements) {
      const { text, declared } = this.write(statement, `statement.${result}`, { ...place, scope })
      lines.push(this.statement(text))
      scope = scope.with(declared)
    }
    const last = block.parts.at(-1)
    if (isBody && last) lines.push(this.statement(`return ${this.#fill(last, { mark: '', name: result, level: 'assign' }, { ...place, scope })}`))
    return lines.length === 0 ? '{}' : `{\n${lines.join('\n').replace(/^(?=.)/gm, '  ')}\n}`
  }

  /** Ends a statement as the style asks. */
  statement(text: string): string {
    const plain = withoutMarks(text)
    if (!this.habits.style.semicolons) return /^[([`+\-/]/.test(plain) ? `;${text}` : text
    const isCompound = /^((export )?(if|for|switch|try|function|class|abstract|interface)\b|\w+:)/.test(plain) && plain.endsWith('}')
    return isCompound ? text : `${text};`
  }

  #spell(name: string, { pick, file, scope }: Place & { pick: number }): string | undefined {
    if (name === 'export') return this.habits.language !== 'commonjs' && this.habits.style.exports === 'inline' ? 'export ' : ''
    if (/^(fs|crypto|zlib|child_process)\./.test(name)) return file.builtIn(name)
    if (name === 'log' || name === 'codeOf') return file.log(name)
    if (name === 'jump') return scope.jump(pick)
    const entry = scope.find(name, pick)
    if (!entry) return undefined
    if (entry.file === undefined || entry.file === file.name) return entry.spelled.replace('@', entry.name)
    // What is imported cannot be assigned to.
    if (name.startsWith('let')) return undefined
    return entry.spelled.replace('exports.', '').replace('@', file.local(entry.file, entry.name))
  }
}

function isDeclaring({ mark }: Slot): boolean {
  return mark === '+' || mark === '^'
}

function isSlot(piece: Piece): piece is Slot {
  return 'name' in piece
}

function indentAtEnd(text: string): string {
  return /^ */.exec(text.slice(text.lastIndexOf('\n') + 1))?.[0] ?? ''
}
