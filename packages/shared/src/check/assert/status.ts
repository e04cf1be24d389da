/** True if a status is in a set like `200-299,301` (spec "checks" §1). Statuses that HTTP does not have are in none. */
export function isExpected(status: number, set: string): boolean {
  if (status < 100 || status > 599) return false;
  return set.split(",").some((part) => {
    const [low = "", high = low] = part.split("-");
    return status >= Number(low) && status <= Number(high);
  });
}
