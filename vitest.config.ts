// Four kinds of test: pure ones beside what they test, ones on a real PostgreSQL (`.db.test.ts`, `.http.test.ts`), ones
// that look at how the processes live and die (`.system.test.ts`), and journeys in a real browser. Run one kind with
// `npx vitest run --project unit`. How long a test may take, or wait for what follows of itself, is for a machine that has
// other work: a wait that succeeds costs nothing.
import { defineConfig } from 'vitest/config'

const DATABASE_TESTS = ['src/**/*.db.test.ts', 'src/**/*.http.test.ts']
const SYSTEM_TESTS = ['src/**/*.system.test.ts', 'bin/**/*.test.mjs']

export default defineConfig({
  test: {
    testTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
          exclude: [...DATABASE_TESTS, ...SYSTEM_TESTS],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: DATABASE_TESTS,
          globalSetup: ['src/platform/testing/cluster.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: SYSTEM_TESTS,
          testTimeout: 400_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['e2e/**/*.journey.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 60_000 } },
          // One browser and one server at a time: two cores.
          fileParallelism: false,
        },
      },
    ],
  },
})
