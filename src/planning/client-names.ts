import type { FileId } from '../model/ids.js'

/** `src/users.ts` → `src/users.async.ts` */
export function clientOf(module: FileId): FileId {
  return withSuffix(module.replace(/\.sync(?=\.[mc]?[jt]sx?$)/, ''), 'async')
}

/** `src/routes.ts` → `src/routes.sync.ts` */
export function syncModuleOf(file: FileId): FileId {
  return withSuffix(file, 'sync')
}

/** `src/routes.ts` → `src/routes.sync.async.ts`, the client of its sync module where the plain name is that of its own client. */
export function secondClientOf(file: FileId): FileId {
  return withSuffix(syncModuleOf(file), 'async')
}

function withSuffix(file: string, suffix: string): FileId {
  return file.replace(/(?=\.[mc]?[jt]sx?$)/, `.${suffix}`) as FileId
}
