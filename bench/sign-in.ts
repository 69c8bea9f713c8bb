// A session for the load.
import { PASSWORD } from './password.ts'

/** The cookie header of a new session. */
export async function signIn(url: string, userName: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName, password: PASSWORD }),
  })
  if (!answer.ok) throw new Error(`${userName} cannot sign in: ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
