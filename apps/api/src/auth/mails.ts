import type { MailInput } from "../carriers/mail.ts";

/** The mails of sign-in and invitations. Subjects hold no text that a user typed (spec "trust" §10, row on invitations). */

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

type Letter = { to: string; subject: string; lines: string[]; button: string; link: string; key: string };

/** A mail with one link, as text and as plain HTML. */
function letter({ to, subject, lines, button, link, key }: Letter): MailInput {
  const paragraphs = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("");
  const href = escapeHtml(link);
  return {
    to,
    subject,
    key,
    text: [...lines, `${button}: ${link}`].join("\n\n"),
    html: `<!doctype html><meta charset="utf-8">${paragraphs}<p><a href="${href}">${escapeHtml(button)}</a></p><p>${href}</p>`,
  };
}

const UNASKED = "If you did not ask for this, ignore it: nothing happens.";

type Linked = { to: string; link: string; key: string };

/** Signs in, or up, whoever holds the link; 15 minutes, once. */
export const magicLinkMail = (input: Linked): MailInput =>
  letter({
    ...input,
    subject: "Your Nightbell sign-in link",
    lines: ["This link signs you in. It works once, for 15 minutes.", UNASKED],
    button: "Sign in",
  });

/** Proves that an address is its owner's. */
export const verificationMail = (input: Linked): MailInput =>
  letter({
    ...input,
    subject: "Confirm your address for Nightbell",
    lines: ["Confirm this address, so that Nightbell may page you by e-mail.", UNASKED],
    button: "Confirm",
  });

/** Lets the owner of an address choose a new password. */
export const resetPasswordMail = (input: Linked): MailInput =>
  letter({
    ...input,
    subject: "Choose a new Nightbell password",
    lines: ["This link lets you choose a new password. It works once, for an hour.", UNASKED],
    button: "Choose a password",
  });

/** Invites an address into a team. The inviter's name is cut to one harmless line. */
export const invitationMail = ({ inviter, ...input }: Linked & { inviter: string }): MailInput =>
  letter({
    ...input,
    subject: "You are invited to a team on Nightbell",
    lines: [
      `${
        inviter
          .replace(/[\p{C}\s]+/gu, " ")
          .replace(/[/:.]+/g, " ")
          .trim()
          .slice(0, 60) || "A colleague"
      } asks you to join a team on Nightbell, which wakes people when servers fail.`,
      `Sign in with this address (${input.to}) to accept. The invitation is open for 7 days.`,
    ],
    button: "See the invitation",
  });
