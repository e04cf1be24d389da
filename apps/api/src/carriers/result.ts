/** What became of handing one message to a provider. Accepted is not delivered: receipts tell the rest. */
export type SendResult =
  | { ok: true; providerId: string | null; status: string }
  | {
      ok: false;
      /** True when trying this contact again is pointless until a person mends it. */
      permanent: boolean;
      /** The push subscription exists no more. */
      gone?: true;
      /** The provider's own error code, as in spec "oncall" §7. */
      code: number | null;
      message: string;
      retryAfterMs?: number;
    };

/** A refusal that may be over soon. */
export const temporary = (
  message: string,
  code: number | null = null,
  retryAfterMs: number | null = null,
): SendResult => ({
  ok: false,
  permanent: false,
  code,
  message,
  ...(retryAfterMs === null ? {} : { retryAfterMs }),
});
