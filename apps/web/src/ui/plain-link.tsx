import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** A link whose path is data, so the route tree cannot type it; still without loading the page anew. */
export function PlainLink({ href, children }: { href: string; children: ReactNode }) {
  const { history } = useRouter();
  return (
    <a
      href={href}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        history.push(href);
      }}
    >
      {children}
    </a>
  );
}
