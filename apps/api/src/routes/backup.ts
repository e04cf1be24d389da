import { createRoute } from "@hono/zod-openapi";
import { done, jsonBody, resource } from "../http/openapi.ts";
import { removeBackup } from "../services/backup/remove.ts";
import { sendBackupCode } from "../services/backup/send-code.ts";
import { backupInput, setBackup } from "../services/backup/set.ts";
import { verifyBackup } from "../services/backup/verify.ts";
import { verifyCodeInput } from "../services/contacts/verify-code.ts";

const routes = {
  set: createRoute({ method: "put", path: "/", request: { body: jsonBody(backupInput) }, responses: { 204: done } }),
  remove: createRoute({ method: "delete", path: "/", responses: { 204: done } }),
  sendCode: createRoute({ method: "post", path: "/code", responses: { 204: done } }),
  verify: createRoute({
    method: "post",
    path: "/verify",
    request: { body: jsonBody(verifyCodeInput) },
    responses: { 204: done },
  }),
};

/** Who hears when nobody in the team answers. */
export const backup = resource()
  .openapi(routes.set, async (c) => {
    await setBackup({ ctx: c.var.ctx, input: c.req.valid("json") });
    return c.body(null, 204);
  })
  .openapi(routes.remove, async (c) => {
    await removeBackup({ ctx: c.var.ctx });
    return c.body(null, 204);
  })
  .openapi(routes.sendCode, async (c) => {
    await sendBackupCode({ ctx: c.var.ctx });
    return c.body(null, 204);
  })
  .openapi(routes.verify, async (c) => {
    await verifyBackup({ ctx: c.var.ctx, input: c.req.valid("json") });
    return c.body(null, 204);
  });
