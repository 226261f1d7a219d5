import type * as FileSystem from 'node:fs'

/** Called before each step that changes the disk; a test may throw from it. */
export const beforeStep: { call: (step: string) => void } = { call: () => undefined }

/** What stands for `node:fs`: `vi.mock('node:fs', async (original) => (await import('./watched-fs.js')).watchedFs(await original()))`. */
export function watchedFs(fs: typeof FileSystem): typeof FileSystem {
  return {
    ...fs,
    openSync: watched('open', fs.openSync),
    writeFileSync: watched('write', fs.writeFileSync),
    fchmodSync: watched('chmod', fs.fchmodSync),
    fsyncSync: watched('sync', fs.fsyncSync),
    closeSync: watched('close', fs.closeSync),
    renameSync: watched('rename', fs.renameSync),
    rmSync: watched('remove', fs.rmSync),
    mkdirSync: watched('folder', fs.mkdirSync),
  }
}

function watched<Step extends (...args: never[]) => unknown>(name: string, step: Step): Step {
  return new Proxy(step, {
    apply: (target, owner, args) => {
      beforeStep.call(name)
      return Reflect.apply(target, owner, args) as unknown
    },
  })
}
