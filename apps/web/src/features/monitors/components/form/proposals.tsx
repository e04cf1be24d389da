import { Checkbox } from "@mantine/core";
import { took } from "../../../../lib/time/format.ts";
import { asksOfBody } from "../../model/form-check.ts";
import { hasClaim, hasPhrase, withClaim, withPhrase } from "../../model/form-proposals.ts";
import { secondsOf } from "../../model/form-text.ts";
import type { LookAnswer } from "../../api/look-at.ts";
import classes from "./form.module.css";
import type { Form } from "./form-type.ts";

const WHERE = {
  title: "its title",
  heading: "its heading",
  text: "its first line of words",
  end: "its end; a page that breaks off lacks it",
};

type Props = { form: Form; seen: LookAnswer };

/** What the page says today that is worth watching for. */
export function Proposals({ form, seen }: Props) {
  const { phrases, json, degradedAfterMs } = seen.proposal;
  const { web } = form.values.check;
  const slow = secondsOf(degradedAfterMs);
  return (
    <fieldset className={classes.proposals}>
      <legend>The page says today</legend>
      {phrases.map(({ phrase, from }) => (
        <Checkbox
          key={phrase}
          classNames={{ labelWrapper: classes.words ?? "" }}
          label={`“${phrase}”`}
          description={WHERE[from]}
          checked={hasPhrase(web, phrase)}
          onChange={(event) => set(form, withPhrase(web, phrase, event.currentTarget.checked))}
        />
      ))}
      {json.map((claim) => (
        <Checkbox
          key={claim.path}
          classNames={{ labelWrapper: classes.words ?? "" }}
          label={`${claim.path} is ${JSON.stringify(claim.value)}`}
          checked={hasClaim(web, claim)}
          onChange={(event) => set(form, withClaim(web, claim, event.currentTarget.checked))}
        />
      ))}
      <Checkbox
        label={`It answers within ${took(degradedAfterMs)}`}
        description="else it is slow: shown and told, never paged"
        checked={form.values.slowSeconds === slow}
        onChange={(event) => form.setFieldValue("slowSeconds", event.currentTarget.checked ? slow : "")}
      />
    </fieldset>
  );
}

function set(form: Form, web: Form["values"]["check"]["web"]): void {
  form.clearFieldError("check.web.present");
  form.setFieldValue("check.web", web);
}

/** Watching nothing but the status is a choice, not an oversight. */
export function StatusOnly({ form }: { form: Form }) {
  if (asksOfBody(form.values.check.web)) return null;
  return (
    <Checkbox
      label="Watch the status only"
      description="a healthy status can hide a broken page"
      checked={form.values.check.web.statusOnly}
      onChange={(event) => {
        form.clearFieldError("check.web.present");
        form.setFieldValue("check.web.statusOnly", event.currentTarget.checked);
      }}
    />
  );
}
