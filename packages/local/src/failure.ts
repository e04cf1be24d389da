/** A reason why the stack cannot start, as one sentence that says what to do. */
export class StartFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartFailure";
  }
}

/** The text of anything thrown. */
export const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
