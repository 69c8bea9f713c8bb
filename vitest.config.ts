// Four kinds of test: pure ones beside what they test, ones on a real PostgreSQL (`.db.test.ts`, `.http.test.ts`), ones
// that look at how the processes live and die (`.system.test.ts`), and journeys in a real browser. Run one kind with
// `npx vitest run --project unit`.
import { defineConfig } from 'vitest/config'

const DATABASE_TESTS = ['src/**/*.db.test.ts', 'src/**/*.http.test.ts']
const SYSTEM_TESTS = ['src/**/*.system.test.ts', 'bin/**/*.test.mjs']

export default defineConfig({
  test: {
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
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: SYSTEM_TESTS,
          testTimeout: 120_000,
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
          // One browser and one server at a time: two cores.
          fileParallelism: false,
        },
      },
    ],
  },
})
