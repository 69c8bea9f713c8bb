// Filters in the address, written exactly as the API's query parameters: plain text, no JSON, empty ones left out, so
// that an address can be read, sent to a colleague and opened again.
export type Search = Record<string, string | undefined>

export const parseSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text))

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') params.set(key, String(value))
  }
  const text = params.toString()
  return text ? `?${text}` : ''
}

export const anySearch = (search: Record<string, unknown>): Search => {
  const result: Search = {}
  for (const [key, value] of Object.entries(search)) if (typeof value === 'string') result[key] = value
  return result
}
