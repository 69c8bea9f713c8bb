// A picture for tests: a PNG of eight by eight points.
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAJUlEQVR42mPQiFqgHbVAL2qBYdQCk6gF5lELrKIW2EYtYBhaEgAzy0shJ+0pkAAAAABJRU5ErkJggg==',
  'base64',
)
