declare module 'jscodeshift/src/getParser.js' {
  export default function getParser(name: 'babylon' | 'ts' | 'tsx', options?: object): { parse(source: string): unknown }
}
