import type { ChildProcess } from 'node:child_process'

export interface RunningDemo {
  origin: string
  /** Path of its SQLite file. */
  database: string
  server: ChildProcess
  stop(): Promise<void>
}

export declare function buildDemo(folder: string, by: 'nobody' | 'tool' | 'hand'): string
export declare function startDemo(folder: string, nodeOptions?: readonly string[]): Promise<RunningDemo>
