import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { editPreview } from "@nightbell/shared/views/on-call-views";
import { created, done, idParam, json, jsonBody, resource } from "../http/openapi.ts";
import { addLayer } from "../services/rotas/add-layer.ts";
import { addOverride } from "../services/rotas/add-override.ts";
import { createRota } from "../services/rotas/create.ts";
import { endOverride } from "../services/rotas/end-override.ts";
import { layerInput, layerPatch, overrideInput, rotaInput, rotaPatch } from "../services/rotas/input.ts";
import { previewInput, previewRota } from "../services/rotas/preview.ts";
import { removeLayer } from "../services/rotas/remove-layer.ts";
import { removeRota } from "../services/rotas/remove.ts";
import { reviseLayer } from "../services/rotas/revise-layer.ts";
import { takeOver, takeOverInput } from "../services/rotas/take-over.ts";
import { updateRota } from "../services/rotas/update.ts";

const layerParam = idParam.extend({ layer: z.string().max(64) });
const overrideParam = idParam.extend({ override: z.string().max(64) });

const routes = {
  create: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(rotaInput) },
    responses: { 201: json(created, "Made. The first rota ends that everyone is on call.") },
  }),
  preview: createRoute({
    method: "post",
    path: "/preview",
    request: { body: jsonBody(previewInput) },
    responses: { 200: json(editPreview, "What an edit would do. Nothing is saved.") },
  }),
  update: createRoute({
    method: "patch",
    path: "/{id}",
    request: { params: idParam, body: jsonBody(rotaPatch) },
    responses: { 204: done },
  }),
  remove: createRoute({ method: "delete", path: "/{id}", request: { params: idParam }, responses: { 204: done } }),
  addLayer: createRoute({
    method: "post",
    path: "/{id}/layers",
    request: { params: idParam, body: jsonBody(layerInput) },
    responses: { 201: json(created, "On top of the others.") },
  }),
  reviseLayer: createRoute({
    method: "patch",
    path: "/{id}/layers/{layer}",
    request: { params: layerParam, body: jsonBody(layerPatch) },
    responses: { 204: done },
  }),
  removeLayer: createRoute({
    method: "delete",
    path: "/{id}/layers/{layer}",
    request: { params: layerParam },
    responses: { 204: done },
  }),
  addOverride: createRoute({
    method: "post",
    path: "/{id}/overrides",
    request: { params: idParam, body: jsonBody(overrideInput) },
    responses: { 201: json(created, "In force for its time.") },
  }),
  endOverride: createRoute({
    method: "delete",
    path: "/{id}/overrides/{override}",
    request: { params: overrideParam },
    responses: { 204: done },
  }),
  takeOver: createRoute({
    method: "post",
    path: "/{id}/take-over",
    request: { params: idParam, body: jsonBody(takeOverInput) },
    responses: { 201: json(created, "From now to the end of the current shift.") },
  }),
};

/** Rotas of a team: who takes turns, and what people change of it for a while. */
export const rotas = resource()
  .openapi(routes.create, async (c) => c.json(await createRota({ ctx: c.var.ctx, input: c.req.valid("json") }), 201))
  .openapi(routes.preview, async (c) => c.json(await previewRota({ ctx: c.var.ctx, input: c.req.valid("json") }), 200))
  .openapi(routes.update, async (c) => {
    await updateRota({ ctx: c.var.ctx, id: c.req.valid("param").id, input: c.req.valid("json") });
    return c.body(null, 204);
  })
  .openapi(routes.remove, async (c) => {
    await removeRota({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.body(null, 204);
  })
  .openapi(routes.addLayer, async (c) =>
    c.json(await addLayer({ ctx: c.var.ctx, id: c.req.valid("param").id, input: c.req.valid("json") }), 201),
  )
  .openapi(routes.reviseLayer, async (c) => {
    await reviseLayer({ ctx: c.var.ctx, ...c.req.valid("param"), input: c.req.valid("json") });
    return c.body(null, 204);
  })
  .openapi(routes.removeLayer, async (c) => {
    await removeLayer({ ctx: c.var.ctx, ...c.req.valid("param") });
    return c.body(null, 204);
  })
  .openapi(routes.addOverride, async (c) =>
    c.json(await addOverride({ ctx: c.var.ctx, id: c.req.valid("param").id, input: c.req.valid("json") }), 201),
  )
  .openapi(routes.endOverride, async (c) => {
    await endOverride({ ctx: c.var.ctx, ...c.req.valid("param") });
    return c.body(null, 204);
  })
  .openapi(routes.takeOver, async (c) =>
    c.json(await takeOver({ ctx: c.var.ctx, id: c.req.valid("param").id, input: c.req.valid("json") }), 201),
  );
