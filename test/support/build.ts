import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { statSync, utimesSync } from 'node:fs'
import { globSync } from 'tinyglobby'

const root = resolve(import.meta.dirname, '../..')

/** Builds dist/, which tests start as users do, and runtime/dist/, which they import, unless they are newer than all that they are made from. */
export default function build(): void {
  buildUnlessFresh('tsconfig.build.json', 'dist/build.tsbuildinfo', ['{bin,src,transforms}/**/*.ts', 'tsconfig*.json'])
  buildUnlessFresh('runtime/tsconfig.json', 'runtime/dist/index.js', ['runtime/src/**/*.{ts,mts}', 'tsconfig.base.json', 'runtime/tsconfig.json'])
}

function buildUnlessFresh(config: string, output: string, sources: string[]): void {
  const built = statSync(resolve(root, output), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (globSync(sources, { cwd: root, absolute: true }).every((file) => statSync(file).mtimeMs < built)) return
  execFileSync(process.execPath, [resolve(root, 'node_modules/typescript/bin/tsc'), '-p', config], { cwd: root, stdio: 'inherit' })
  // An incremental build writes nothing where only times have changed.
  utimesSync(resolve(root, output), new Date(), new Date())
}
