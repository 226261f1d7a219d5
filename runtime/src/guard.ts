import { debugFromEnvironment } from './debug-from-environment'

export { asyncOnly } from './async-only'
export { AsyncOnly } from './async-only-method'
export { type BuiltIn, guardBuiltIns } from './guard-built-ins'
export { guardDatabase } from './guard-drivers'
export { allowSync } from './marked-request'
export { SynchronousOnlyOperation } from './synchronous-only-operation'

debugFromEnvironment()
