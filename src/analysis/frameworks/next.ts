import type { Framework, Handling } from './framework.js'

const route: Handling = { kind: 'route', result: 'sent', rejection: 'answered' }
const page: Handling = { kind: 'page', result: 'used', rejection: 'answered' }
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
const source = '\\.[cm]?[jt]sx?$'

/** Next.js: what files export below `app` and `pages`, and functions with 'use server'. Server components may be async, client components not. */
export const next: Framework = {
  name: 'next',
  title: 'Next.js',
  package: 'next',
  files: [
    { file: inFolder('app', `route${source}`), exports: methods, handling: route, method: 'by name' },
    { file: inFolder('pages/api', `[^/]+${source}`), exports: ['default'], handling: { ...route, result: 'ignored' }, method: 'ALL' },
    { file: inFolder('pages', `[^/]+${source}`), exports: ['getServerSideProps', 'getStaticProps', 'getStaticPaths'], handling: page, method: 'GET' },
    { file: inFolder('app', `page${source}`), exports: ['default', 'generateMetadata', 'generateStaticParams'], handling: page, method: 'GET', unless: 'use client' },
    { file: inFolder('app', `(layout|template|default|not-found)${source}`), exports: ['default', 'generateMetadata', 'generateStaticParams'], handling: page, unless: 'use client' },
    { file: inFolder('app', `(sitemap|robots|manifest|opengraph-image|twitter-image|icon)${source}`), exports: ['default'], handling: page },
    { file: new RegExp(`^(src/)?(middleware|proxy)${source}`), exports: ['default', 'middleware', 'proxy'], handling: { kind: 'middleware', result: 'used', rejection: 'answered' } },
  ],
  directives: [{ directive: 'use server', handling: { kind: 'action', result: 'sent', rejection: 'answered' } }],
  routeOf,
}

function inFolder(folder: string, end: string): RegExp {
  return new RegExp(`^(src/)?${folder}/(.*/)?${end}`)
}

/** `/users/[id]` for `src/app/(admin)/users/[id]/route.ts` and `pages/users/[id].tsx`. */
function routeOf(path: string): string {
  const isInApp = /^(src\/)?app\//.test(path)
  const parts = path.replace(/^(src\/)?(app|pages)\//, '').replace(/\.[cm]?[jt]sx?$/, '').split('/')
  const folders = isInApp || parts.at(-1) === 'index' ? parts.slice(0, -1) : parts
  return `/${folders.filter((part) => !/^(\(.*\)|@.*)$/.test(part)).join('/')}`
}
