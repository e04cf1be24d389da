export type ReadFault =
  | "no_answer"
  | "closed"
  | "not_tls"
  | "alert"
  | "too_large"
  | "malformed"
  | "unsupported"
  | "decrypt"
  | "no_certificate";

/** Why a certificate could not be read. Causes are derived from `fault`, and from the TLS alert's number if it is one. */
export class CertificateReadError extends Error {
  readonly fault: ReadFault;
  readonly alert: number | null;

  constructor(fault: ReadFault, message: string, alert: number | null = null) {
    super(message);
    this.name = "CertificateReadError";
    this.fault = fault;
    this.alert = alert;
  }
}
