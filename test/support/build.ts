import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { statSync } from 'node:fs'
import { globSync } from 'tinyglobby'

const root = resolve(import.meta.dirname, '../..')

/** Builds dist/, which tests start as users do, unless it is newer than all that it is made from. */
export default function build(): void {
  const sources = globSync(['{bin,src,transforms}/**/*.ts', 'tsconfig*.json'], { cwd: root, absolute: true })
  const built = statSync(resolve(root, 'dist/bin/unblock.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (sources.every((file) => statSync(file).mtimeMs < built)) return
  execFileSync(process.execPath, [resolve(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
}
