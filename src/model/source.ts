/** A file as it was read. */
export interface Source {
  /** Without its byte order mark. */
  text: string
  /** Of the bytes on disk, in hex. */
  sha256: string
  hasByteOrderMark: boolean
}
