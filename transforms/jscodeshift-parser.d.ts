declare module 'jscodeshift/src/getParser.js' {
  export default function getParser(name: 'babylon' | 'ts' | 'tsx'): { parse(source: string): unknown }
}
