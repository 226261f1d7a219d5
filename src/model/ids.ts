/** A posix path from the project root, never absolute: `src/db.ts`. */
export type FileId = string & { readonly __brand: 'FileId' }

/**
 * A name path inside a file: `src/db.ts#UserRepo.find`. The second of two equal names is `find~2`; a function
 * without a name is called after where it starts: `src/app.ts#@120`.
 */
export type FunctionId = string & { readonly __brand: 'FunctionId' }

/** UTF-16 offsets into a file's text with its byte order mark removed; `end` is exclusive. */
export interface Span {
  start: number
  end: number
}

/** A place in a file. */
export interface Place {
  file: FileId
  span: Span
}
