import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { CodeBlock } from "../../../ui/code-block.tsx";
import stack from "../../../ui/stack.module.css";
import { clientsOf } from "../model/clients.ts";

/** Stands where a secret belongs that we do not know any more. */
const UNKNOWN = "$API_KEY";

/** How existing clients are pointed here. @param apiKey the secret while it is known */
export function Clients({ pingBase, apiKey }: { pingBase: string; apiKey: string | null }) {
  const clients = clientsOf({ app: location.origin, ping: pingBase, apiKey: apiKey ?? UNKNOWN });
  const [name, setName] = useState("curl");
  const client = clients.find((each) => each.name === name);
  return (
    <div className={stack.tight}>
      <p>
        Base URL: <code>{location.origin}/api/v3/</code> (also <code>v1</code> and <code>v2</code>); pings go to{" "}
        <code>{pingBase}</code>
      </p>
      <div>
        <SegmentedControl
          size="xs"
          aria-label="Client"
          value={name}
          data={clients.map((each) => each.name)}
          onChange={setName}
        />
      </div>
      {client === undefined ? null : <CodeBlock label={`${client.name} configuration`} code={client.code} />}
    </div>
  );
}
