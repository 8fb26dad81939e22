// The administrator's part of the stand-in.
export function admin() {
  return []
}
