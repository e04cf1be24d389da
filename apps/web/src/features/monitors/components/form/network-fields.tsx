import { Checkbox, NativeSelect } from "@mantine/core";
import type { CheckType } from "@nightbell/shared/check/spec/spec";
import { CLIENT_CERTIFICATE, type NetworkForm } from "../../model/form.ts";
import type { Form } from "./form-type.ts";
import { SecretInput } from "./secret-input.tsx";

const FAMILIES = [
  { value: "any", label: "IPv4 or IPv6, as the name has" },
  { value: "4", label: "IPv4 only" },
  { value: "6", label: "IPv6 only" },
] satisfies { value: NetworkForm["family"]; label: string }[];

/** Checks in which no certificate is shown. */
const PLAIN: readonly CheckType[] = ["icmp", "udp", "tcp", "dns", "domain"];

/** What only a probe of the team's own can do. */
export function NetworkFields({ form }: { form: Form }) {
  return (
    <>
      <NativeSelect
        label="Addresses"
        maw={320}
        data={FAMILIES}
        {...form.getInputProps("network.family")}
        error={form.errors["network"]}
      />
      {PLAIN.includes(form.values.check.type) ? null : <CertificateFields form={form} />}
    </>
  );
}

function CertificateFields({ form }: { form: Form }) {
  const { certificate } = form.values.network;
  return (
    <>
      <Checkbox
        label="Take any certificate"
        description="also a self-signed or an expired one"
        {...form.getInputProps("network.trustAny", { type: "checkbox" })}
      />
      <Checkbox
        label="Show a client certificate"
        description="for servers that ask for one"
        checked={certificate !== null}
        onChange={(event) =>
          form.setFieldValue("network.certificate", event.currentTarget.checked ? CLIENT_CERTIFICATE : null)
        }
      />
      {certificate === null ? null : (
        <>
          <SecretInput form={form} name={certificate.certificate} label="Certificate in PEM" lines />
          <SecretInput form={form} name={certificate.key} label="Its key in PEM" lines />
        </>
      )}
    </>
  );
}
