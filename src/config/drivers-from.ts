import type { Driver, DriverClass, DriverConnection, DriverMethod } from '../drivers/driver.js'
import { builtInDrivers } from '../drivers/index.js'
import { UsageError } from '../usage-error.js'
import { keyPath } from './key-path.js'
import { type ConfigPlace, moduleNamed } from './module-name.js'
import { nearestOf } from './nearest-of.js'
import type { ClassConfig, DriverConfig, MethodConfig, UnblockConfig } from './unblock-config.js'

/** The built-in drivers with those of a configuration: one of the same module takes the place of the built-in one, false takes it away. */
export function driversFrom({ drivers = {} }: UnblockConfig, place: ConfigPlace): readonly Driver[] {
  const given = Object.entries(drivers).map(([name, config]) => ({ name, module: moduleNamed(name, place), config }))
  const modules = new Set(given.map(({ module }) => module))
  const added = given.flatMap(({ name, module, config }) => {
    if (config !== false) return [driverOf(module, config, (problem) => new UsageError(`${place.file}: ${keyPath('/drivers', name)} ${problem}`))]
    const known = builtInDrivers.map((driver) => driver.module)
    if (!known.includes(module)) throw new UsageError(`${place.file} switches off a driver that there is not: ${name}. ${nearestOf(name, known)}`)
    return []
  })
  return [...builtInDrivers.filter(({ module }) => !modules.has(module)), ...added]
}

function driverOf(module: string, { connections, classes: configs = {}, functions = {} }: DriverConfig, problem: (text: string) => UsageError): Driver {
  const classes = Object.fromEntries(Object.entries(configs).map(([name, config]) => [name, classOf(name, config)]))
  const opened = connections ?? Object.fromEntries(Object.keys(classes).map((name) => [name, name]))
  const driver: Driver = {
    module,
    connections: Object.entries(opened).map(([name, gives]) => connectionOf(name, gives)),
    classes,
    ...(Object.keys(functions).length > 0 && { functions: methodsOf(functions) }),
  }
  for (const name of classesNamedIn(driver)) {
    if (!Object.hasOwn(classes, name)) throw problem(`names a class that it does not describe: \`${name}\`. ${nearestOf(name, Object.keys(classes))}`.trim())
  }
  return driver
}

function connectionOf(name: string, config: string | { gives: string; wraps?: true }): DriverConnection {
  return { name: name === 'default' ? '' : name, ...(typeof config === 'string' ? { gives: config } : config) }
}

function classOf(name: string, { types = [name], methods, call, ...others }: ClassConfig): DriverClass {
  return { ...others, types, methods: methodsOf(methods), ...(call !== undefined && { call: methodOf(call) }) }
}

function methodsOf(methods: Readonly<Record<string, MethodConfig>>): Record<string, DriverMethod> {
  return Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, methodOf(method)]))
}

function methodOf(config: MethodConfig): DriverMethod {
  return typeof config === 'string' ? { effect: config } : config
}

function classesNamedIn({ connections, classes, functions = {} }: Driver): string[] {
  const methods = [...Object.values(functions), ...Object.values(classes).flatMap((each) => [...Object.values(each.methods), ...(each.call ? [each.call] : [])])]
  return [
    ...connections.map(({ gives }) => gives),
    ...methods.flatMap(({ gives, callbackGets }) => [gives, callbackGets]),
    ...Object.values(classes).flatMap(({ members = {}, otherMethods, otherMembers }) => [...Object.values(members), otherMethods, otherMembers]),
  ].filter((name) => name !== undefined)
}
