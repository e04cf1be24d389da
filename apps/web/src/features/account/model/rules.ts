const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
export const PASSWORD_MIN = 10;

export const emailFault = (email: string): string | null =>
  MAIL.test(email.trim()) ? null : "an e-mail address like ana@example.com";

export const passwordFault = (password: string): string | null =>
  password.length >= PASSWORD_MIN ? null : `at least ${PASSWORD_MIN} characters`;
