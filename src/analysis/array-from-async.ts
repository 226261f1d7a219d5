import { ts } from 'ts-morph'
import type { PackageInfo } from './package-info.js'

/** The first Node.js that has `Array.fromAsync`. */
const firstNode = 22

/** Whether a file may call `Array.fromAsync`: each Node.js that its package runs on has it, and so has TypeScript's library where types are checked. */
export class ArrayFromAsync {
  #isDeclared: boolean | undefined

  constructor(private readonly program: ts.Program) {}

  isKnownIn(file: ts.SourceFile, { lowestNode = 0 }: PackageInfo): boolean {
    return lowestNode >= firstNode && (!this.#isChecked(file) || this.#isInLibrary())
  }

  #isChecked(file: ts.SourceFile): boolean {
    const { checkJs } = this.program.getCompilerOptions()
    return !/\.[cm]?jsx?$/.test(file.fileName) || checkJs === true || file.text.includes('@ts-check')
  }

  #isInLibrary(): boolean {
    return (this.#isDeclared ??= this.program.getSourceFiles().some((file) => {
      return this.program.isSourceFileDefaultLibrary(file) && file.text.includes('fromAsync')
    }))
  }
}
