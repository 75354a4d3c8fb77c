// Controls move a cursor, line separators forge lines, bidi overrides reorder the rest.
const TREACHEROUS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Text without the characters that make it look like something else. */
export function plain(text: string): string {
  return text.replace(TREACHEROUS, "");
}

export function isPlain(text: string): boolean {
  return plain(text) === text;
}

/** For a message about a word that we do not know; what is longer than such words may have a key in it. */
export function brief(text: string): string {
  return /^[\w .-]{1,12}$/.test(text) ? text : "…";
}
