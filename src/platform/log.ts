// Structured logs. They hold ids, routes and durations, never a body, a name or a number of a person.
import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

export const openLog = (level = 'info', to?: DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      // What a request carries is never logged; what an error carries from PostgreSQL can quote a row, so only its
      // code and where it happened are kept.
      serializers: {
        err: (error: Error & { code?: string; table?: string; constraint?: string }) => ({
          type: error.name,
          message: error.code && /^[0-9A-Z]{5}$/.test(error.code) ? `sql ${error.code}` : error.message,
          code: error.code,
          table: error.table,
          constraint: error.constraint,
          // A message of several lines stands at its head.
          stack: error.stack
            ?.split('\n')
            .filter((line) => /^\s+at /.test(line))
            .slice(0, 7)
            .join('\n'),
        }),
      },
    },
    to,
  )
