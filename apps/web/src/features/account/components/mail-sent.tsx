type Props = { email: string; purpose: "sign-in" | "password"; local: boolean };

/** After a link was asked for. */
export function MailSent({ email, purpose, local }: Props) {
  return (
    <div role="status">
      <p>
        {purpose === "sign-in" ? (
          <>
            A link is on its way to <strong>{email}</strong>. Open it on this device to get in. It works once, for 15
            minutes.
          </>
        ) : (
          <>
            If <strong>{email}</strong> has an account, a link to choose a new password is on its way. It works for an
            hour.
          </>
        )}
      </p>
      {local ? (
        <p>
          This is the local stack, so it waits in the <a href="/mail">mail catcher</a>.
        </p>
      ) : null}
    </div>
  );
}
