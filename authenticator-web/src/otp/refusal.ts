/** What was given cannot be used; the message says why in words for its owner, without the secret. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
