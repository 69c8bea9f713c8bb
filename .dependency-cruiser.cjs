// The import table of ARCHITECTURE.md as rules. Tests are exempt: they may look at anything. TypeScript is parsed by swc
// (docs/decisions/0002-dependency-rules.md), which also sees `import type`: a type is a dependency too.
const TESTS = '\\.test\\.tsx?$|^src/[a-z]+/testing/'
const SLICE = '^src/modules/([^/]+)/'
// A slice's pure files: `contract.ts`, `rules.ts`, or a folder `contract/` or `rules/`, at any depth of the slice; and
// the table of who may do what, which is one big rule.
const PURE = '.*\\b(contract|rules|permissions)(\\.ts$|/)'
const inSrc = (path) => `^src/${path}`

/** Files under `from` may import, of our own code, only what matches `allowed`. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { pathNot: TESTS, ...from },
  to: { path: '^(src|bin|plans|db)/', pathNot: allowed },
})

module.exports = {
  forbidden: [
    only('kernel-imports-nothing', { path: inSrc('kernel/') }, [inSrc('kernel/')]),
    only('plan-imports-kernel', { path: inSrc('plan/') }, [inSrc('plan/'), inSrc('kernel/')]),
    only('platform-imports-kernel', { path: inSrc('platform/') }, [inSrc('platform/'), inSrc('kernel/')]),
    only('pure-files-of-a-slice', { path: `${SLICE}${PURE}` }, [inSrc('(kernel|plan)/'), `^src/modules/$1/${PURE}`]),
    only('a-slice-and-the-doors-of-others', { path: SLICE }, [
      inSrc('(kernel|plan|platform)/'),
      '^src/modules/$1/',
      '^src/modules/[^/]+/index\\.ts$',
    ]),
    only('web-imports-what-is-pure', { path: inSrc('web/') }, [
      inSrc('(web|kernel|plan)/'),
      `^src/modules/[^/]+/${PURE}`,
    ]),
    {
      name: 'nothing-imports-app',
      severity: 'error',
      from: { pathNot: [inSrc('app/'), TESTS] },
      to: { path: inSrc('app/') },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: TESTS },
    },
    { name: 'no-circles', severity: 'error', from: { pathNot: TESTS }, to: { circular: true } },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^vite/client$', '\\?(url|raw|worker)', '^virtual:'] },
    },
    {
      name: 'the-server-runs-on-declared-packages',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
