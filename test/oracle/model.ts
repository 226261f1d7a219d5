/** A piece of a program: a template of the grammar, and what stands in its slots. Plain data, so that it can be made smaller. */
export interface Node {
  /** The template, or `block` or `body`. */
  is: string
  /** Chooses among the names that are in scope where the template asks for one. */
  pick: number
  parts: Node[]
}

export type Language = 'commonjs' | 'esm' | 'typescript'

/** What a function gives back. */
export type Result = 'text' | 'flag' | 'list'

/** The habits of a program's author. */
export interface Style {
  semicolons: boolean
  fs: 'named' | 'namespace' | 'default'
  nodePrefix: boolean
  imports: 'named' | 'namespace' | 'renamed'
  exports: 'inline' | 'list' | 'single'
  barrel: boolean
  /** Variables are called as the tool might call what it adds. */
  trickyNames: boolean
}

/** A small program of one to four files; an item uses what items before it declare. */
export interface Program {
  language: Language
  style: Style
  select: 'main' | 'all'
  items: { file: number; node: Node }[]
  main: Node
}
