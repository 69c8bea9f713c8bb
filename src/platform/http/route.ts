// How a slice says what it answers: one object a route, with its permission, shapes and use case. The walk test goes
// over these objects, so a route that is not declared here does not exist.
import type { Readable } from 'node:stream'
import type * as z from 'zod'
import type { Context } from '../context.ts'

/** `public`: anybody; `signedIn`: every account; otherwise a name of the permission table. */
export type RoutePermission = 'public' | 'signedIn' | (string & {})

/** A file answered as it is made, never held whole. */
export class Download {
  readonly body: Readable | Buffer
  readonly contentType: string
  readonly fileName: string
  constructor(body: Readable | Buffer, contentType: string, fileName: string) {
    this.body = body
    this.contentType = contentType
    this.fileName = fileName
  }
}

/** An uploaded file as a stream, with the form's other fields, which must come before it. */
export interface Upload {
  fileName: string
  fields: Record<string, string>
  stream: Readable
  /** The whole file. Throws Problem 413 past the bound that `upload` was given. */
  bytes(): Promise<Buffer>
}

/** What only session routes and streams need of HTTP itself. */
export interface Exchange {
  headers: Headers
  /** Of whoever sent the request, as a trusted proxy says. */
  address: string
  setHeader(name: string, value: string | string[]): void
  /** `maxBytes` bounds this file below the server's own bound. */
  upload(maxBytes?: number): Promise<Upload>
  /** Begins a stream of server-sent events; the callback runs when the client is gone. */
  stream(onClose: () => void): (event: string, data: unknown) => void
}

type Shape = z.ZodType | undefined
type Output<T extends Shape> = T extends z.ZodType ? z.output<T> : undefined

export interface RouteSpec<P extends Shape, Q extends Shape, B extends Shape, R extends Shape> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  permission: RoutePermission
  /** One line for the served API description. */
  summary: string
  params?: P
  query?: Q
  body?: B
  /** Only what this shape names is sent. Absent: 204, a Download or a stream. */
  response?: R
  status?: number
  /** The form has one file; its size is bounded by `maxUploadBytes`. */
  upload?: boolean
  /** Of one address, below the server's own limit: for what strangers may ask. */
  perMinute?: number
  /** Answered while the one-time password is still to be changed, and the second factor to be set up. */
  beforePasswordChange?: boolean
  /** Answered while only the second factor is still to be set up. */
  beforeSecondFactor?: boolean
  /** An account without the permission asked for it: keeps the attempt, before the refusal is answered. */
  whenForbidden?(ctx: Context, params: Output<P>): Promise<void>
  /** A write that leaves no audit event says why it need not. */
  withoutAudit?: string
  handle(
    ctx: Context,
    input: { params: Output<P>; query: Output<Q>; body: Output<B> },
    exchange: Exchange,
  ): Promise<(R extends z.ZodType ? z.input<R> : never) | Download | undefined>
}

// biome-ignore lint/suspicious/noExplicitAny: the shapes are checked where a route is written, in `route`.
export type Route = RouteSpec<any, any, any, any>

/** Declares a route; the types of params, query, body and response follow from their shapes. */
export const route = <
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  R extends Shape = undefined,
>(
  spec: RouteSpec<P, Q, B, R>,
): Route => spec as Route
