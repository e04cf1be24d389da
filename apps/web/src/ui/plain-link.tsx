import { Button } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";

type Props = { href: string; children: ReactNode };

/** A link whose path is data, so the route tree cannot type it; still without loading the page anew. */
export function PlainLink({ href, children }: Props) {
  return (
    <a href={href} onClick={useGo(href)}>
      {children}
    </a>
  );
}

/** The same as a button. @param row it stands for its row, to which `j` and `k` lead */
export function PlainButton({ href, row = false, children }: Props & { row?: boolean }) {
  return (
    <Button component="a" size="xs" variant="default" href={href} onClick={useGo(href)} data-row={row || undefined}>
      {children}
    </Button>
  );
}

function useGo(href: string): (event: MouseEvent) => void {
  const { history } = useRouter();
  return (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.push(href);
  };
}
