import { debugFromEnvironment } from './debug-from-environment'

export type { AsyncClient, AsyncModule, Cloneable } from './async-module'
export type { CallOptions, ModuleOptions, SyncToAsyncOptions, ThreadOptions } from './options'
export { withOptions } from './client'
export { closeAll, syncToAsync } from './sync-to-async'
export { SyncToAsyncError, type SyncToAsyncCode } from './sync-to-async-error'
export { assertSyncThread, callContext, onClose } from './thread-scope'

debugFromEnvironment()
