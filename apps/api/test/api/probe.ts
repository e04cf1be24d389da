/**
 * A regional probe for tests of the API, as a Worker's source. A check of a URL that holds `down` fails,
 * everything else passes; a page's text depends on its path. Real probes are tested in apps/probe.
 */
export const PROBE = `
const encoder = new TextEncoder();
const page = (url) => {
  const { pathname } = new URL(url);
  if (pathname === "/rdap/dns.json") return JSON.stringify({ services: [[["com", "org"], ["https://rdap.example/"]]] });
  if (pathname === "/sitemap.xml")
    return "<urlset><url><loc>https://example.com/a</loc></url><url><loc>http://127.0.0.1/b</loc></url></urlset>";
  return "<html><title>Corner Shop</title><h1>Bread</h1></html>";
};
const result = ({ monitor, revision, tick, attempt, check, secrets }) => {
  const target = check.url ?? check.name ?? check.host ?? "";
  const ok = !target.includes("down");
  const detail = ok ? undefined : "fails, having " + Object.keys(secrets).join();
  return { line: "result", monitor, revision, tick, attempt, ok, totalMs: 12, ...(ok ? {} : { cause: "http_status", detail }) };
};
export default {
  async fetch(request) {
    const asked = await request.json();
    if (new URL(request.url).pathname === "/page") {
      if (asked.url.includes("gone"))
        return Response.json({ error: { code: "invalid", message: "the name gone.example does not exist" } }, { status: 422 });
      return Response.json({ status: 200, contentType: "text/html", title: "Corner Shop", text: page(asked.url), finalUrl: asked.url });
    }
    const lines = [
      { line: "hello", region: asked.region, colo: "FRA", placement: null, build: "test" },
      ...asked.checks.map(result),
      { line: "controls", reachable: 3, of: 3 },
      { line: "end" },
    ];
    return new Response(encoder.encode(lines.map((line) => JSON.stringify(line) + "\\n").join("")));
  },
};`;
