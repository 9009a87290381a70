import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The secrets of one start of the server: they die with it and are never logged. */
export type Access = {
  /** What the browser keeps in its cookie and other clients send as `Authorization: Bearer`. */
  readonly token: string;
  /** Goes into the printed link; worth a token once. */
  readonly code: string;
  matches(candidate: string): boolean;
  /** True for the first right code, false for ever after. */
  redeem(candidate: string): boolean;
};

/** Makes the secrets, 32 random bytes each; `random` gives the bytes. */
export function createAccess(random: (bytes: number) => Uint8Array = randomBytes): Access {
  const secret = () => Buffer.from(random(32)).toString('base64url');
  const [token, code] = [secret(), secret()];
  let redeemed = false;
  return {
    token,
    code,
    matches: (candidate) => equal(candidate, token),
    redeem: (candidate) => {
      if (redeemed || !equal(candidate, code)) return false;
      redeemed = true;
      return true;
    },
  };
}

/** Compares digests, so that neither content nor length shows in the time it takes. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
