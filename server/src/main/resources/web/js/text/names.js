const PALETTE = 10;

/** The name for a short line: "Lena is typing…", "Lena: the printer is back". */
export function firstName(name) {
  return name.trim().split(/\s+/u)[0] || name;
}

/** Which of the ten name colours an account has, for ever and on every device: by id, not by name. */
export function hue(accountId) {
  return Math.abs(Math.trunc(accountId)) % PALETTE;
}
