import { describe, expect, it } from "vitest";
import { textOfHtml } from "../../src/mail-text.ts";

/** What the keyword filter reads of HTML: spec "heartbeats" §3. */
describe("HTML without its tags", () => {
  it.each([
    ["All <b>we</b>ll", "All well"],
    ["<p>a</p><div>b<br/>c</div>", "\na\n\nb\nc\n"],
    ["<tr><td>FAILED</td><td>x</td></tr>", "\n\nFAILED\n\nx\n\n"],
    ["<STYLE type=a>p { x: y }</STYLE>ok<script>if (a < b) c</script>", "ok"],
    ["ok<script>never closed", "ok"],
    ["<!DOCTYPE html><!-- <b>note</b> -->ok<!-- open", "ok"],
    ["&lt;b&gt; &amp;amp; &#39;&#x27; &nbsp;&quot; &unknown; &#9999999;", `<b> &amp; ''  " &unknown; `],
    ["1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
    ['<a href="https://x.example/?a=1&b=2">link</a>', "link"],
  ])("%s", (html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  // Patterns that went back over what they had read would need days for these.
  it.each(["<", "<a", "<!--", "<script", "<script>", "</script", "<p ", "&", "&#1"])(
    "comes to an end on %j many times over",
    (part) => {
      expect(textOfHtml(part.repeat(100_000)).length).toBeLessThanOrEqual(part.length * 100_000);
    },
  );
});
