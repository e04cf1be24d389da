import type { OpenAPIHono } from "@hono/zod-openapi";
import { escapeMarkup } from "@nightbell/shared/paging/plain-text";

type Operation = { responses?: Record<string, { description?: string }> };

/**
 * The OpenAPI 3.1 document of an app: every route that was made with `createRoute`.
 * @param server where it is, without a slash at the end
 */
export const documentOf = <E extends object>(app: OpenAPIHono<E>, server: string) =>
  app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Nightbell",
      version: "1",
      description:
        "The API of the dashboard. Changes must come from its own origin. For programs there is the management API at /api/v1, /api/v2 and /api/v3, which speaks as Healthchecks does.",
    },
    servers: [{ url: server }],
    security: [{ session: [] }],
  });

/** The document as a page for people: every operation, and what it answers. */
export function pageOf(document: ReturnType<typeof documentOf>): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => {
      const answers = Object.entries(operation.responses ?? {}).map(
        ([status, one]) => `${status} ${one.description ?? ""}`,
      );
      return `<dt><code>${method.toUpperCase()} ${escapeMarkup(path)}</code></dt><dd>${escapeMarkup(answers.join(" · "))}</dd>`;
    }),
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Nightbell API</title>
<h1>Nightbell API</h1><p>${escapeMarkup(document.info.description ?? "")} With schemas: <a href="/api/openapi.json">openapi.json</a>.</p>
<dl>${operations.join("\n")}</dl></html>`;
}
