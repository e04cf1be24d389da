import type { MonitorForm } from "../../model/form.ts";
import { withAddress } from "../../model/kinds-address.ts";
import type { Form } from "./form-type.ts";

/**
 * What an address says is put into the form once its field is left. Faults of other fields stay.
 * @returns the form as it is then
 */
export function leaveAddress(form: Form, typed: string): MonitorForm {
  const next = withAddress(form.values, typed);
  if (next.check.type !== form.values.check.type) form.clearErrors();
  form.setFieldValue("check", next.check);
  form.setFieldValue("typed", next.typed);
  form.setFieldValue("intervalSeconds", next.intervalSeconds);
  return next;
}
