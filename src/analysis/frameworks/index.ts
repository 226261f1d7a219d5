import { express } from './express.js'
import { fastify } from './fastify.js'
import type { Framework } from './framework.js'
import { hapi } from './hapi.js'
import { hono } from './hono.js'
import { http } from './http.js'
import { koa } from './koa.js'
import { nest } from './nest.js'
import { next } from './next.js'
import { sveltekit } from './sveltekit.js'
import { trpc } from './trpc.js'

const containers = (): readonly string[] => frameworks.flatMap(({ makesObjects }) => makesObjects ?? [])

/** Whether a module's functions take classes for a framework that makes objects of them. */
export function makesObjects(module: string | undefined): boolean {
  return module !== undefined && containers().some((start) => module.startsWith(start))
}

/** Every framework that is known; of two that may be meant by an untyped name, the first that the package depends on. */
export const frameworks: readonly Framework[] = [express, fastify, koa, hono, hapi, nest, trpc, next, sveltekit, http]
