import { expect, it } from "vitest";
import { authMessage } from "./auth-message.ts";
import { emailFault, passwordFault } from "./rules.ts";

it("explains refusals of signing in, and what it does not know in the server's words", () => {
  expect(authMessage("INVALID_EMAIL_OR_PASSWORD", "Invalid email or password")).toMatch(/is wrong/);
  expect(authMessage("SOMETHING_NEW", "Too many requests.")).toBe("Too many requests.");
  expect(authMessage(undefined, undefined)).not.toBe("");
});

it("judges addresses and passwords before sending them", () => {
  expect(emailFault(" ana@example.com ")).toBeNull();
  expect(emailFault("ana@localhost")).not.toBeNull();
  expect(passwordFault("123456789")).not.toBeNull();
  expect(passwordFault("1234567890")).toBeNull();
});
