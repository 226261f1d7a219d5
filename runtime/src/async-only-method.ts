import { asyncOnly, type Handler } from './async-only'

/** A decorator of methods, by the standard and as TypeScript had them before (`experimentalDecorators`). */
interface MethodDecorator {
  <Given extends Handler>(method: Given, context: { kind: 'method'; name: string | symbol }): Given
  <Given extends Handler>(holder: object, key: string | symbol, descriptor: TypedPropertyDescriptor<Given>): void
}

/**
 * Marks a method as {@link asyncOnly} does a function: `@Get() @AsyncOnly() async list() {}`. It goes nearest to the method, so that
 * what other decorators note with the method is noted with the marked one.
 * @param name For messages, in place of the method's own.
 */
export function AsyncOnly(name?: string): MethodDecorator {
  return (holder: object, at: string | symbol | { name: string | symbol }, descriptor?: TypedPropertyDescriptor<Handler>) => {
    const label = name ?? String(typeof at === 'object' ? at.name : at)
    if (typeof at === 'object') return asyncOnly(holder as Handler, label)
    if (descriptor?.value) descriptor.value = asyncOnly(descriptor.value, label)
    return undefined
  }
}
