import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'

/** A fresh folder with the same content every time, and descriptors into it. */
export interface Scene {
  dir: string
  file: string
  fd: number
  handle: fs.Dir
  uid: number
  gid: number
}

/** Runs `act` in a fresh folder and gives, as text, what came of it and what the folder is like afterwards. */
export async function actInScene(act: (scene: Scene) => unknown): Promise<string> {
  const scene = openScene()
  try {
    const outcome = await outcomeOf(() => act(scene))
    const text = inspect({ ...outcome, folder: contentOf(scene.dir) }, { depth: 9, maxArrayLength: null, sorted: true })
    return text.replaceAll(scene.dir, '<dir>').replaceAll('spawnSync', 'spawn')
  } finally {
    fs.closeSync(scene.fd)
    await scene.handle.close().catch(() => undefined)
    fs.rmSync(scene.dir, { recursive: true })
  }
}

function openScene(): Scene {
  const dir = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'unblock-rules-')))
  const file = join(dir, 'file.txt')
  for (const folder of ['empty', 'sub/deep', 'tree/a/b', 'tree/c']) fs.mkdirSync(join(dir, folder), { recursive: true })
  for (const name of ['file.txt', 'sub/inner.txt', 'tree/a/b/x', 'tree/c/y']) fs.writeFileSync(join(dir, name), 'hello\nworld\n')
  fs.symlinkSync('file.txt', join(dir, 'link'))
  const isRoot = process.getuid?.() === 0
  const [uid, gid] = isRoot ? [12345, 54321] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
  return { dir, file, fd: fs.openSync(file, 'r+'), handle: fs.opendirSync(join(dir, 'sub/deep/..')), uid, gid }
}

async function outcomeOf(act: () => unknown): Promise<object> {
  try {
    return { value: withoutPid(await act()) }
  } catch (error) {
    return { error: withoutPid(error) }
  }
}

// A pid is another on every run, and an errno needs no comparison where the code is the same. Of a process that did not
// start, stdout and stderr are null on Node 20 and undefined on Node 24.
function withoutPid(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('pid' in value || value instanceof Error)) return value
  const { pid, error, ...rest }: Record<string, unknown> = Object.fromEntries(
    Object.entries(value).map(([key, detail]) => [key, detail ?? null]),
  )
  const text = value instanceof Error ? `${value.name}: ${value.message}` : ''
  return { text, ...rest, errno: undefined, info: undefined, pid: typeof pid, error: error === value ? 'itself' : withoutPid(error) }
}

function contentOf(dir: string): unknown[] {
  const names = fs.readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()
  return names.map((name) => {
    const path = join(dir, name)
    const { mode, uid, gid, nlink, mtimeMs } = fs.lstatSync(path)
    const content = fs.statSync(path, { throwIfNoEntry: false })?.isFile() && fs.readFileSync(path, 'utf8')
    return { name, mode, uid, gid, nlink, isOld: mtimeMs === 1e12, content }
  })
}
