declare module '@babel/code-frame' {
  interface Location {
    line: number
    column: number
  }

  export function codeFrameColumns(
    source: string,
    location: { start: Location; end?: Location },
    options?: { startLine?: number; linesAbove?: number; linesBelow?: number; forceColor?: boolean },
  ): string
}
