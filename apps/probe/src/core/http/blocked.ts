import type { Answer } from "./answer.ts";

/** Signs that a firewall, not the site, refused us (spec "checks" §1 and §7, case 60). */

const BLOCKING = [401, 403, 429, 503];
/** Headers that only a refusal carries, by the firewall's name. */
const HEADERS: readonly [header: string, value: RegExp, name: string][] = [
  ["cf-mitigated", /./, "Cloudflare"],
  ["x-amzn-waf-action", /./, "AWS WAF"],
  ["x-sucuri-block", /./, "Sucuri"],
  ["x-datadome", /./, "DataDome"],
  ["x-vercel-mitigated", /./, "Vercel"],
  ["x-px-block", /./, "PerimeterX"],
];
/** Phrases of refusal pages. */
const PAGES: readonly [phrase: RegExp, name: string][] = [
  [/Attention Required! \| Cloudflare|cf-error-details|Just a moment\.\.\.|Sorry, you have been blocked/, "Cloudflare"],
  [/Access Denied[^]{0,500}(Reference|errors\.edgesuite\.net)/i, "Akamai"],
  [/Incapsula incident ID|_Incapsula_Resource/, "Imperva"],
  [/The requested URL was rejected\. Please consult with your administrator/, "F5"],
  [/Sucuri WebSite Firewall/i, "Sucuri"],
  [/Request blocked\.[^]{0,800}CloudFront/, "CloudFront"],
  [/mod_security|ModSecurity/i, "ModSecurity"],
  [/DDoS-Guard/i, "DDoS-Guard"],
  [/px-captcha|captcha-delivery\.com|g-recaptcha|h-captcha/i, "a captcha"],
];

/** Who seems to have blocked the request; null without a sign. @param page the start of the body */
export function blockerOf({ status, headers }: Pick<Answer, "status" | "headers">, page: string): string | null {
  if (!BLOCKING.includes(status)) return null;
  const marked = HEADERS.find(([header, value]) => value.test(headers.get(header) ?? ""));
  return marked?.[2] ?? PAGES.find(([phrase]) => phrase.test(page))?.[1] ?? null;
}
