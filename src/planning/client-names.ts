import type { FileId } from '../model/ids.js'

/** `src/users.ts` → `src/users.async.ts` */
export function clientOf(module: FileId): FileId {
  return withSuffix(module.replace(/\.sync(?=\.[mc]?[jt]sx?$)/, ''), 'async')
}

/** `src/routes.ts` → `src/routes.sync.ts` */
export function syncModuleOf(file: FileId): FileId {
  return withSuffix(file, 'sync')
}

function withSuffix(file: string, suffix: string): FileId {
  return file.replace(/(?=\.[mc]?[jt]sx?$)/, `.${suffix}`) as FileId
}
